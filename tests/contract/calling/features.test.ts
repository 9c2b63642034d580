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
  /** An object with features. The SDK's types forbid to ask an object for a feature that it does not have. */
  interface FeatureOwner {
    feature(factory: unknown): { name?: unknown };
  }
  /** Maps the property of a feature's factory that holds the feature's class to the object that has the feature. */
  const owners = {
    callApiCtor: call,
    callClientApiCtor: alice.client,
    videoStreamApiCtor: video,
    audioStreamApiCtor: audio,
  } as unknown as Record<string, FeatureOwner>;
  for (const [name, factory] of Object.entries(sdk.Features)) {
    const owner = owners[Object.keys(factory).find((key) => key in owners) ?? ''];
    const feature = owner?.feature(factory);
    expectEqual([feature?.name, feature === owner?.feature(factory)], [name, true]);
  }

  expectEqual(await video.feature(VideoEffects).isSupported({} as never), false);
  expectEqual(await audio.feature(AudioEffects).isSupported('BrowserNoiseSuppression'), true);
  // An audio effect that the app implements itself. Only the real SDK can run it.
  const customEffect = { noiseSuppression: { isSupported: async () => true } };
  const acsUser = api.createCredential(() => `e30.${btoa(JSON.stringify({ skypeid: 'acs:x' }))}.x`);
  const errors: [action: () => unknown, message: RegExp][] = [
    [() => call.feature(TogetherMode).start(), /^501 .*instead: /],
    [() => video.feature(VideoEffects).startEffects({ name: 'BackgroundBlur' } as never), /^501 .*instead: /],
    [() => audio.feature(AudioEffects).startEffects(customEffect as never), /^501 .*instead: /],
    [
      () => new sdk.CallClient().createCallAgent(acsUser),
      /^501 CallClient\.createCallAgent\(\): .*instead: /,
    ],
    [() => call.feature(undefined as never), /^500 TeamsCall\.feature\(undefined\)/],
    [() => call.feature(VideoEffects as never), /^500 TeamsCall\.feature\(\{ videoStreamApiCtor \}\)/],
    [() => alice.client.feature(RaiseHand as never), /^500 CallClient\.feature\(\{ callApiCtor \}\)/],
  ];
  for (const [action, message] of errors) {
    const text = await (async () => action())().then(
      () => 'no error',
      ({ code, message }: { code: number; message: string }) => `${code} ${message}`,
    );
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
