import type { TeamsCaptions, TeamsCaptionsInfo } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

// how-tos/calling-sdk/closed-captions-teams-interop-how-to.
test('captions of the echo bot come as partial and then final results, in the languages asked for, until they are stopped', async () => {
  const seen = await run(async ({ sdk, until, pause, caught, agentOf, user, names, onEach, first }) => {
    const a = await agentOf('alice');
    const call = a.agent.startCall(user('echo'));
    await until(() => call.state === 'Connected');
    const { captions } = call.feature(sdk.Features.Captions) as unknown as {
      captions: TeamsCaptions;
    };
    const log: string[] = [];
    const received: TeamsCaptionsInfo[] = [];
    onEach(captions, ['CaptionsActiveChanged', 'SpokenLanguageChanged', 'CaptionLanguageChanged'], (event) =>
      log.push(event),
    );
    captions.on('CaptionsReceived', (data) => received.push(data));
    const before = [
      captions.kind,
      captions.isCaptionsFeatureActive,
      await caught(() => captions.setCaptionLanguage('de')),
    ];
    await captions.startCaptions({ spokenLanguage: 'en-us' });
    const final = await until(() => received.find(({ resultType }) => resultType === 'Final'));
    const partial = first(received);
    await captions.setSpokenLanguage('en-gb');
    await captions.setCaptionLanguage('de');
    const count = received.length;
    const translated = await until(() => received.slice(count).at(-1));
    await captions.setSpokenLanguage('not-a-language');
    const state = [
      captions.activeSpokenLanguage,
      captions.activeCaptionLanguage,
      captions.isCaptionsFeatureActive,
      captions.supportedSpokenLanguages.includes('de-de'),
      captions.supportedCaptionLanguages.includes('de'),
      await caught(() => captions.setCaptionLanguage('klingon')),
    ];
    await captions.stopCaptions();
    const heard = received.length;
    await pause(500);
    await call.hangUp();
    return {
      before,
      partial: [
        partial.resultType,
        partial.spokenText,
        partial.captionText === partial.spokenText,
        partial.spokenLanguage,
        partial.captionLanguage,
        partial.timestamp instanceof Date,
      ],
      final: [final.captionText, names([final.speaker])],
      translated: [translated.captionLanguage, translated.captionText === `[de] ${translated.spokenText}`],
      state,
      log,
      after: received.length - heard,
    };
  });
  expect(seen).toEqual({
    before: ['TeamsCaptions', false, '400/45210'],
    partial: ['Partial', 'hello this is', true, 'en-us', 'en', true],
    final: ['Hello, this is Echo.', ['echo']],
    translated: ['de', true],
    state: ['en-us', 'de', true, true, true, '400/0'],
    log: [
      'SpokenLanguageChanged',
      'CaptionsActiveChanged',
      'SpokenLanguageChanged',
      'CaptionLanguageChanged',
      'SpokenLanguageChanged',
      'CaptionsActiveChanged',
    ],
    after: 0,
  });
});
