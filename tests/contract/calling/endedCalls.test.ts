import type { AcceptCallOptions } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('a call that ends drops all local streams, reports this before the state Disconnected, raises no later event, and refuses commands', async (api) => {
  const { sdk, waitUntil, expectEqual, catchErrorCode, log } = api;
  const { alice, aliceCall } = await api.connectAliceAndBob(api.withCamera);
  await waitUntil(() => aliceCall.isLocalVideoStarted && aliceCall.localAudioStreams.length > 0);
  await aliceCall.startScreenSharing();
  const streamEvents = ['localVideoStreamsUpdated', 'localAudioStreamsUpdated', 'isLocalVideoStartedChanged'];
  const events = [...streamEvents, 'isScreenSharingOnChanged', 'isMutedChanged', 'stateChanged'];
  api.listenToEvents(aliceCall, events, (event, change) =>
    log.push(change ? `${event} -${change.removed.length}` : event),
  );
  const stream = api.firstOf(aliceCall.localVideoStreams);
  const { RaiseHand, Captions, RealTimeText, Recording } = sdk.Features;
  await aliceCall.hangUp();
  expectEqual([aliceCall.isLocalVideoStarted, aliceCall.isScreenSharingOn], [false, false]);
  expectEqual([...aliceCall.localVideoStreams, ...aliceCall.localAudioStreams], []);
  const refusals: [action: () => unknown, error: string][] = [
    [() => aliceCall.mute(), '500/41015'],
    [() => aliceCall.unmute(), '400/41016'],
    [() => aliceCall.stopVideo(stream), '400/41030'],
    [async () => aliceCall.startVideo(await api.createCameraStream(alice.client)), '400/0'],
    [() => aliceCall.muteIncomingAudio(), '400/0'],
    // Commands of features do not stay pending.
    [() => aliceCall.feature(RaiseHand).raiseHand(), '400/45758'],
    [() => aliceCall.feature(Captions).captions.startCaptions(), '400/0'],
    [() => aliceCall.feature(RealTimeText).sendRealTimeText('x', true), '400/0'],
    [() => aliceCall.feature(Recording).grantTeamsConsent(), '400/41111'],
  ];
  for (const [action, error] of refusals) expectEqual(await catchErrorCode(action), error);
  await waitUntil(() => api.countLiveTracks() === 0);
  const updates = ['localVideoStreamsUpdated -2', 'localAudioStreamsUpdated -1'];
  const changes = ['isLocalVideoStartedChanged', 'isScreenSharingOnChanged'];
  expectEqual(log, ['stateChanged', ...updates, ...changes, 'stateChanged']);
});

test('startCall and accept leave nothing behind when they refuse their options; the incoming call can still be accepted, and the caller sends the audio stream that was passed to startAudio meanwhile', async (api) => {
  const { waitUntil, expectEqual, catchErrorCode } = api;
  const { alice, bob, aliceCall, incomingCall } = await api.ringBob();
  const wrongOptions: [AcceptCallOptions, string][] = [
    [{ videoOptions: { localVideoStreams: [{} as never] } }, '400/41026'],
    [{ audioOptions: { localAudioStreams: [{} as never] } }, '400/41083'],
    [{ videoOptions: { constraints: { send: { bitrate: { max: -1 } } } } }, '400/0'],
  ];
  for (const [options, error] of wrongOptions) {
    const startCall = () => alice.agent.startCall(api.identifierOf('carol'), options);
    expectEqual(await catchErrorCode(startCall), error);
    expectEqual(await catchErrorCode(() => incomingCall.accept(options)), error);
  }
  const callCounts = [alice.agent.calls.length, bob.agent.calls.length, api.countIncomingCalls(bob.agent)];
  expectEqual(callCounts, [1, 0, 1]);
  const devices = await alice.client.getDeviceManager();
  const ownStream = new api.sdk.LocalAudioStream(api.firstOf(await devices.getMicrophones()));
  await aliceCall.startAudio(ownStream);
  await incomingCall.accept();
  await waitUntil(() => aliceCall.state === 'Connected' && api.readSentAudioTrack(aliceCall));
  expectEqual(aliceCall.localAudioStreams[0] === ownStream, true);
  await aliceCall.hangUp();
  await waitUntil(() => bob.agent.calls.length === 0);
  await api.waitUntilMediaIsClosed();
});

test('a call stops sending a video stream that ends together with another call', async (api) => {
  const { waitUntil, expectEqual, firstOf, log } = api;
  const { alice, aliceCall, bobCall } = await api.connectAliceAndBob(api.withCamera);
  await waitUntil(() => aliceCall.isLocalVideoStarted);
  const stream = firstOf(aliceCall.localVideoStreams);
  aliceCall.on('isLocalVideoStartedChanged', () => log.push(aliceCall.isLocalVideoStarted));
  api.acceptEveryCall((await api.signIn('carol')).agent);
  const secondCall = alice.agent.startCall(api.identifierOf('carol'), {
    videoOptions: { localVideoStreams: [stream] },
  });
  await waitUntil(() => secondCall.state === 'Connected' && secondCall.isLocalVideoStarted);
  // The stream is disposed of when the first of its calls ends.
  await secondCall.hangUp();
  await waitUntil(() => log.length === 1);
  const listVideos = () => firstOf(bobCall.remoteParticipants).videoStreams;
  await waitUntil(() => !listVideos().some(({ isAvailable }) => isAvailable));
  expectEqual([log, aliceCall.localVideoStreams.length], [[false], 0]);
});
