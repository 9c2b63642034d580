import type {
  MediaStatsReportSample,
  MediaStatsReportSummary,
  TeamsCaptions,
  TeamsCaptionsInfo,
} from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('every feature of the SDK can be created once, what the emulator refuses throws 501 with an alternative, and an object that does not have the requested feature throws an error that names both', async (api) => {
  const { sdk, expectEqual } = api;
  const { VideoEffects, AudioEffects, TogetherMode, RaiseHand } = sdk.Features;
  const alice = await api.signIn('alice');
  const call = alice.agent.join(api.meetings.openHouse);
  await api.waitUntil(() => call.state === 'Connected');
  const video = await api.createCameraStream(alice.client);
  const devices = await alice.client.getDeviceManager();
  const audio = new sdk.LocalAudioStream(api.firstOf(await devices.getMicrophones()));
  /**
   * Maps the property of a feature's factory that holds the feature's class to the object that has the feature. The SDK's types
   * forbid to ask an object for a feature that it does not have.
   */
  const owners = {
    callApiCtor: call,
    callClientApiCtor: alice.client,
    videoStreamApiCtor: video,
    audioStreamApiCtor: audio,
  } as unknown as Record<string, { feature(factory: unknown): { name?: unknown } }>;
  for (const [name, factory] of Object.entries(sdk.Features)) {
    const owner = owners[Object.keys(factory).find((key) => key in owners) ?? ''];
    const feature = owner?.feature(factory);
    expectEqual([feature?.name, feature === owner?.feature(factory)], [name, true]);
  }

  expectEqual(await video.feature(VideoEffects).isSupported({} as never), false);
  expectEqual(await audio.feature(AudioEffects).isSupported('BrowserNoiseSuppression'), true);
  // An audio effect that the app implements itself. Only the real SDK can run it.
  const customEffect = { noiseSuppression: { isSupported: async () => true } };
  const errors: [action: () => unknown, message: RegExp][] = [
    [() => call.feature(TogetherMode).start(), /^501 .*instead: /],
    [() => video.feature(VideoEffects).startEffects({ name: 'BackgroundBlur' } as never), /^501 .*instead: /],
    [() => audio.feature(AudioEffects).startEffects(customEffect as never), /^501 .*instead: /],
    [() => call.feature(undefined as never), /^500 TeamsCall\.feature\(undefined\)/],
    [() => call.feature(VideoEffects as never), /^500 TeamsCall\.feature\(\{ videoStreamApiCtor \}\)/],
    [() => alice.client.feature(RaiseHand as never), /^500 CallClient\.feature\(\{ callApiCtor \}\)/],
  ];
  for (const [action, message] of errors) {
    const error = await (async () => action())().catch((error: unknown) => error);
    const text = `${(error as { code: number }).code} ${(error as Error).message}`;
    if (!message.test(text)) throw new Error(`Expected ${message}, but got ${text}`);
  }
});

// concepts/voice-video-calling/data-channel.
test('a data channel names the sender, refuses wrong messages, channels and recipients, and a second sender replaces the first', async (api) => {
  const { waitUntil, expectEqual, log } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob();
  const bobId = api.identifierOf('bob');
  const channel = aliceCall.feature(api.sdk.Features.DataChannel);
  bobCall.feature(api.sdk.Features.DataChannel).on('dataChannelReceiverCreated', (receiver) => {
    log.push(...api.firstNamesOf([{ identifier: receiver.senderParticipantIdentifier }]));
    receiver.on('close', () => log.push('closed'));
    receiver.on('messageReady', () => {
      const { sequenceNumber, data } = receiver.readMessage() ?? {};
      log.push([sequenceNumber, data?.length]);
    });
  });
  const sender = channel.createDataChannelSender({ channelId: 1000 });
  await sender.sendMessage(new Uint8Array(sender.maxMessageSize).fill(255));
  await waitUntil(() => log.length === 2);
  const secondSender = channel.createDataChannelSender({ channelId: 1000, participants: [bobId] });
  for (const wrongUse of [
    () => sender.sendMessage(new Uint8Array(1)),
    () => secondSender.sendMessage('abc' as never),
    () => secondSender.sendMessage(new Uint8Array(32_769)),
    () => secondSender.setParticipants(Array.from({ length: 65 }, () => bobId)),
    () => channel.createDataChannelSender({ channelId: 65_536 }),
  ])
    expectEqual(await api.catchErrorCode(wrongUse), '400/0');
  await secondSender.sendMessage(new Uint8Array(1));
  secondSender.close();
  await waitUntil(() => log.length === 5);
  expectEqual(log, ['alice', [1, 32_768], 'alice', [1, 1], 'closed']);
  expectEqual(channel.createDataChannelSender({}).channelId, 1);
});

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
  expectEqual(captions.isCaptionsFeatureActive, false);

  await captions.startCaptions({ spokenLanguage: 'en-us' });
  const final = await waitUntil(() => received.find(({ resultType }) => resultType === 'Final'));
  expectEqual([final.captionText, ...api.firstNamesOf([final.speaker])], ['Hello, this is Echo.', 'echo']);
  const { resultType, captionText, spokenLanguage, captionLanguage, timestamp } = api.firstOf(received);
  expectEqual([resultType, captionText, timestamp instanceof Date], ['Partial', 'hello this is', true]);
  expectEqual([spokenLanguage, captionLanguage], ['en-us', 'en']);
  await captions.setSpokenLanguage('en-gb');
  await captions.setCaptionLanguage('de');
  const countBeforeChange = received.length;
  const translated = await waitUntil(() => received.slice(countBeforeChange).at(-1));
  // The emulator marks a caption as translated instead of translating it.
  expectEqual([translated.captionLanguage, translated.captionText], ['de', `[de] ${translated.spokenText}`]);
  // An unknown language selects en-us.
  await captions.setSpokenLanguage('not-a-language');
  expectEqual([captions.activeSpokenLanguage, captions.activeCaptionLanguage], ['en-us', 'de']);
  expectEqual(await catchErrorCode(() => captions.setCaptionLanguage('klingon')), '400/0');

  await captions.stopCaptions();
  const [active, spoken, language] = events;
  expectEqual(log, [spoken, active, spoken, language, spoken, active]);
});

test('a collector reports the browser’s media statistics as a sample each second and a summary of each interval', async (api) => {
  const { waitUntil, expectEqual, firstOf, withCamera } = api;
  const { aliceCall } = await api.connectAliceAndBob(withCamera, withCamera);
  const stream = await api.waitForRemoteVideo(aliceCall);
  const feature = aliceCall.feature(api.sdk.Features.MediaStats);
  const createWrongCollector = () => feature.createCollector({ aggregationInterval: 0 });
  expectEqual(await api.catchErrorCode(createWrongCollector), '400/0');
  // One sample each second, and a summary of every two samples.
  const collector = feature.createCollector({ aggregationInterval: 1, dataPointsPerAggregation: 2 });
  const samples: MediaStatsReportSample[] = [];
  const summaries: MediaStatsReportSummary[] = [];
  collector.on('sampleReported', (sample) => samples.push(sample));
  collector.on('summaryReported', (summary) => summaries.push(summary));
  const summary = await waitUntil(() => summaries[0]);
  collector.dispose();
  const countAtDispose = samples.length;
  await api.pause(1_200);
  expectEqual(samples.length, countAtDispose);

  const [earlierSample, sample] = samples;
  if (!earlierSample || !sample) throw new Error('There are fewer than two samples.');
  const { audio, video, screenShare, transports } = sample;
  const streams = [audio.send, audio.receive, video.send, video.receive, screenShare.send, transports];
  expectEqual(streams.map(({ length }) => length).join(), '1,1,1,1,0,1');
  const earlierVideo = firstOf(earlierSample.video.receive);
  const [sentAudio, sentVideo, transport] = [firstOf(audio.send), firstOf(video.send), firstOf(transports)];
  const { codecName, streamId, id, transportId, ...receivedVideo } = firstOf(video.receive);
  expectEqual([sentAudio.codecName, codecName], ['OPUS', 'VP8']);
  expectEqual([streamId, id, transportId], [stream.id, earlierVideo.id, transport.id]);
  const decodedFrames = Number(receivedVideo.framesDecoded) - Number(earlierVideo.framesDecoded);
  const bitrates = [sentAudio.bitrate, sentVideo.bitrate, receivedVideo.bitrate];
  const rates = [...bitrates, receivedVideo.frameRateDecoded, transport.availableOutgoingBitrate];
  expectEqual(Math.min(decodedFrames, ...rates.map((rate) => rate ?? 0)) > 0, true);
  expectEqual([sentVideo.frameWidthInput, sentVideo.frameHeightInput], [640, 360]);
  const { bitrate } = firstOf(summary.video.send);
  expectEqual([bitrate?.aggregation?.count, bitrate?.raw.length], [[1, 1], 2]);
  expectEqual(firstOf(summary.audio.send).codecName?.raw, ['OPUS', 'OPUS']);
});
