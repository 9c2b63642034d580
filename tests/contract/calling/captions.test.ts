import type { TeamsCaptions, TeamsCaptionsInfo } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

// Documented at learn.microsoft.com, how-tos/calling-sdk/closed-captions-teams-interop-how-to.
test('a call with the bot Echo receives partial and then final captions in the languages that were set, until captions are stopped', async () => {
  const result = await runInNewPage(async ({ sdk, waitUntil, catchErrorCode, ...api }) => {
    const { agent } = await api.signIn('alice');
    const call = agent.startCall(api.identifierOf('echo'));
    await waitUntil(() => call.state === 'Connected');
    const { captions } = call.feature(sdk.Features.Captions) as unknown as {
      captions: TeamsCaptions;
    };
    const log: string[] = [];
    const received: TeamsCaptionsInfo[] = [];
    const events = ['CaptionsActiveChanged', 'SpokenLanguageChanged', 'CaptionLanguageChanged'];
    api.listenToEvents(captions, events, (event) => log.push(event));
    captions.on('CaptionsReceived', (caption) => received.push(caption));
    const beforeStart = {
      kind: captions.kind,
      isActive: captions.isCaptionsFeatureActive,
      languageError: await catchErrorCode(() => captions.setCaptionLanguage('de')),
    };
    await captions.startCaptions({ spokenLanguage: 'en-us' });
    const final = await waitUntil(() => received.find(({ resultType }) => resultType === 'Final'));
    const partial = api.firstOf(received);
    await captions.setSpokenLanguage('en-gb');
    await captions.setCaptionLanguage('de');
    const countBeforeChange = received.length;
    const translated = await waitUntil(() => received.slice(countBeforeChange).at(-1));
    await captions.setSpokenLanguage('not-a-language');
    const whileActive = {
      // An unknown language selects en-us.
      spokenLanguage: captions.activeSpokenLanguage,
      captionLanguage: captions.activeCaptionLanguage,
      isActive: captions.isCaptionsFeatureActive,
      supportsSpokenGerman: captions.supportedSpokenLanguages.includes('de-de'),
      supportsGermanCaptions: captions.supportedCaptionLanguages.includes('de'),
      unknownLanguageError: await catchErrorCode(() => captions.setCaptionLanguage('klingon')),
    };
    await captions.stopCaptions();
    const countAtStop = received.length;
    await api.pause(500);
    await call.hangUp();
    return {
      beforeStart,
      partial: {
        resultType: partial.resultType,
        spokenText: partial.spokenText,
        isUntranslated: partial.captionText === partial.spokenText,
        spokenLanguage: partial.spokenLanguage,
        captionLanguage: partial.captionLanguage,
        hasDate: partial.timestamp instanceof Date,
      },
      final: { text: final.captionText, speaker: api.firstNamesOf([final.speaker]) },
      translated: {
        language: translated.captionLanguage,
        // The emulator marks a caption as translated instead of translating it.
        isMarked: translated.captionText === `[de] ${translated.spokenText}`,
      },
      whileActive,
      log,
      captionsAfterStop: received.length - countAtStop,
    };
  });
  expect(result).toEqual({
    beforeStart: { kind: 'TeamsCaptions', isActive: false, languageError: '400/45210' },
    partial: {
      resultType: 'Partial',
      spokenText: 'hello this is',
      isUntranslated: true,
      spokenLanguage: 'en-us',
      captionLanguage: 'en',
      hasDate: true,
    },
    final: { text: 'Hello, this is Echo.', speaker: ['echo'] },
    translated: { language: 'de', isMarked: true },
    whileActive: {
      spokenLanguage: 'en-us',
      captionLanguage: 'de',
      isActive: true,
      supportsSpokenGerman: true,
      supportsGermanCaptions: true,
      unknownLanguageError: '400/0',
    },
    log: [
      'SpokenLanguageChanged',
      'CaptionsActiveChanged',
      'SpokenLanguageChanged',
      'CaptionLanguageChanged',
      'SpokenLanguageChanged',
      'CaptionsActiveChanged',
    ],
    captionsAfterStop: 0,
  });
});
