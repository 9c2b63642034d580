import type { TeamsCaptions, TeamsCaptionsInfo } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

// Documented at learn.microsoft.com, how-tos/calling-sdk/closed-captions-teams-interop-how-to.
test('a call with the bot Echo receives partial and then final captions in the languages that were set, until captions are stopped', async (api) => {
  const { waitUntil, expectEqual, catchErrorCode, log } = api;
  const call = (await api.signIn('alice')).agent.startCall(api.identifierOf('echo'));
  await waitUntil(() => call.state === 'Connected');
  const captions = call.feature(api.sdk.Features.Captions).captions as TeamsCaptions;
  const received: TeamsCaptionsInfo[] = [];
  const events = ['CaptionsActiveChanged', 'SpokenLanguageChanged', 'CaptionLanguageChanged'];
  api.listenToEvents(captions, events, (event) => log.push(event));
  captions.on('CaptionsReceived', (caption) => received.push(caption));
  expectEqual([captions.kind, captions.isCaptionsFeatureActive], ['TeamsCaptions', false]);
  expectEqual(await catchErrorCode(() => captions.setCaptionLanguage('de')), '400/45210');

  await captions.startCaptions({ spokenLanguage: 'en-us' });
  const final = await waitUntil(() => received.find(({ resultType }) => resultType === 'Final'));
  expectEqual([final.captionText, ...api.firstNamesOf([final.speaker])], ['Hello, this is Echo.', 'echo']);
  const { resultType, spokenText, captionText, ...partial } = api.firstOf(received);
  expectEqual([resultType, spokenText, captionText], ['Partial', 'hello this is', 'hello this is']);
  expectEqual([partial.spokenLanguage, partial.captionLanguage], ['en-us', 'en']);
  expectEqual(partial.timestamp instanceof Date, true);
  await captions.setSpokenLanguage('en-gb');
  await captions.setCaptionLanguage('de');
  const countBeforeChange = received.length;
  const translated = await waitUntil(() => received.slice(countBeforeChange).at(-1));
  // The emulator marks a caption as translated instead of translating it.
  expectEqual(translated.captionText, `[de] ${translated.spokenText}`);
  expectEqual(translated.captionLanguage, 'de');
  // An unknown language selects en-us.
  await captions.setSpokenLanguage('not-a-language');
  expectEqual([captions.activeSpokenLanguage, captions.activeCaptionLanguage], ['en-us', 'de']);
  expectEqual(captions.supportedSpokenLanguages.includes('de-de'), true);
  expectEqual(captions.supportedCaptionLanguages.includes('de'), true);
  expectEqual(await catchErrorCode(() => captions.setCaptionLanguage('klingon')), '400/0');

  await captions.stopCaptions();
  const countAtStop = received.length;
  await api.pause(500);
  expectEqual(received.length, countAtStop);
  const [active, spoken, language] = events;
  expectEqual(log, [spoken, active, spoken, language, spoken, active]);
});
