import type { LocalVideoStream } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

test('a call that ends drops all local streams, reports this before the state Disconnected, and raises no later event', async () => {
  const result = await runInNewPage(
    async ({ connectAliceAndBob, withCamera, waitUntil, log, catchErrorCode, firstOf, ...api }) => {
      const { alice, aliceCall } = await connectAliceAndBob(withCamera);
      await waitUntil(() => aliceCall.isLocalVideoStarted && aliceCall.localAudioStreams.length > 0);
      await aliceCall.startScreenSharing();
      const events = [
        'isMutedChanged',
        'isLocalVideoStartedChanged',
        'isScreenSharingOnChanged',
        'localVideoStreamsUpdated',
        'localAudioStreamsUpdated',
        'stateChanged',
      ];
      api.listenToEvents(aliceCall, events, (event, change) =>
        log.push(change ? `${event} -${change.removed.length}` : event),
      );
      const stream = firstOf(aliceCall.localVideoStreams);
      await aliceCall.hangUp();
      const callAfterEnd = {
        isLocalVideoStarted: aliceCall.isLocalVideoStarted,
        isScreenSharingOn: aliceCall.isScreenSharingOn,
        videoStreams: aliceCall.localVideoStreams.length,
        audioStreams: aliceCall.localAudioStreams.length,
      };
      const eventsOfEnd = [...log];
      const commandErrors = [
        await catchErrorCode(() => aliceCall.mute()),
        await catchErrorCode(() => aliceCall.unmute()),
        await catchErrorCode(() => aliceCall.stopVideo(stream)),
        await catchErrorCode(async () => aliceCall.startVideo(await api.createCameraStream(alice.client))),
        await catchErrorCode(() => aliceCall.muteIncomingAudio()),
      ];
      await waitUntil(() => api.countLiveTracks() === 0);
      return { callAfterEnd, eventsOfEnd, commandErrors, lateEvents: log.length - eventsOfEnd.length };
    },
  );
  expect(result).toEqual({
    callAfterEnd: { isLocalVideoStarted: false, isScreenSharingOn: false, videoStreams: 0, audioStreams: 0 },
    eventsOfEnd: [
      'stateChanged',
      'localVideoStreamsUpdated -2',
      'localAudioStreamsUpdated -1',
      'isLocalVideoStartedChanged',
      'isScreenSharingOnChanged',
      'stateChanged',
    ],
    commandErrors: ['500/41015', '400/41016', '400/41030', '400/0', '400/0'],
    lateEvents: 0,
  });
});

test('commands of call features reject after the call has ended, and do not stay pending', async () => {
  const codes = await runInNewPage(async ({ connectAliceAndBob, sdk, catchErrorCode }) => {
    const { aliceCall } = await connectAliceAndBob();
    const hand = aliceCall.feature(sdk.Features.RaiseHand);
    const { captions } = aliceCall.feature(sdk.Features.Captions);
    const text = aliceCall.feature(sdk.Features.RealTimeText);
    const recording = aliceCall.feature(sdk.Features.Recording);
    await aliceCall.hangUp();
    return [
      await catchErrorCode(() => hand.raiseHand()),
      await catchErrorCode(() => captions.startCaptions()),
      await catchErrorCode(() => text.sendRealTimeText('x', true)),
      await catchErrorCode(() => recording.grantTeamsConsent()),
    ];
  });
  expect(codes).toEqual(['400/45758', '400/0', '400/0', '400/41111']);
});

test('the caller sends the audio stream that the app passed to startAudio while the call was ringing', async () => {
  const isOwnStream = await runInNewPage(
    async ({ signIn, identifierOf, sdk, waitUntil, firstOf, ...api }) => {
      const alice = await signIn('alice');
      const bob = await signIn('bob');
      const nextIncomingCall = api.waitForIncomingCall(bob.agent);
      const call = alice.agent.startCall(identifierOf('bob'));
      const incomingCall = await nextIncomingCall;
      const devices = await alice.client.getDeviceManager();
      const ownStream = new sdk.LocalAudioStream(firstOf(await devices.getMicrophones()));
      await call.startAudio(ownStream);
      await incomingCall.accept();
      await waitUntil(() => call.state === 'Connected' && api.readSentAudioTrack(call));
      return call.localAudioStreams.map((stream) => stream === ownStream);
    },
  );
  expect(isOwnStream).toEqual([true]);
});

test('startCall and accept leave nothing behind when they refuse their options, and the incoming call can still be accepted', async () => {
  const result = await runInNewPage(async ({ signIn, identifierOf, waitUntil, catchErrorCode, ...api }) => {
    const alice = await signIn('alice');
    const bob = await signIn('bob');
    const wrongOptions = [
      { videoOptions: { localVideoStreams: [{} as never] } },
      { audioOptions: { localAudioStreams: [{} as never] } },
      { videoOptions: { constraints: { send: { bitrate: { max: -1 } } } } },
    ];
    const errors: string[] = [];
    for (const options of wrongOptions) {
      errors.push(await catchErrorCode(() => alice.agent.startCall(identifierOf('bob'), options)));
    }
    const nextIncomingCall = api.waitForIncomingCall(bob.agent);
    const call = alice.agent.startCall(identifierOf('bob'), { audioOptions: { muted: true } });
    const incomingCall = await nextIncomingCall;
    for (const options of wrongOptions) errors.push(await catchErrorCode(() => incomingCall.accept(options)));
    const callCounts = {
      alice: alice.agent.calls.length,
      bob: bob.agent.calls.length,
      ringingAtBob: api.countIncomingCalls(bob.agent),
    };
    const bobCall = await incomingCall.accept();
    await waitUntil(() => call.state === 'Connected' && bobCall.state === 'Connected');
    await call.hangUp();
    await waitUntil(() => bobCall.state === 'Disconnected');
    return { errors, callCounts, openMedia: await api.waitUntilMediaIsClosed() };
  });
  expect(result).toEqual({
    errors: ['400/41026', '400/41083', '400/0', '400/41026', '400/41083', '400/0'],
    callCounts: { alice: 1, bob: 0, ringingAtBob: 1 },
    openMedia: { peers: 0, tracks: 0, sounds: 0 },
  });
});

test('a call stops sending a video stream that the app disposes of, or that ends together with another call', async () => {
  const result = await runInNewPage(
    async ({ connectAliceAndBob, withCamera, waitUntil, log, firstOf, ...api }) => {
      const { alice, aliceCall, bobCall } = await connectAliceAndBob(withCamera);
      await waitUntil(() => aliceCall.isLocalVideoStarted);
      const stream = firstOf<LocalVideoStream>(aliceCall.localVideoStreams);
      aliceCall.on('isLocalVideoStartedChanged', () => log.push(aliceCall.isLocalVideoStarted));
      const carol = await api.signIn('carol');
      const nextIncomingCall = api.waitForIncomingCall(carol.agent);
      const secondCall = alice.agent.startCall(api.identifierOf('carol'), {
        videoOptions: { localVideoStreams: [stream] },
      });
      await (await nextIncomingCall).accept();
      await waitUntil(() => secondCall.isLocalVideoStarted);
      // The stream is disposed of when the first of its calls ends.
      await secondCall.hangUp();
      await waitUntil(() => log.length === 1);
      await waitUntil(
        () => !firstOf(bobCall.remoteParticipants).videoStreams.some(({ isAvailable }) => isAvailable),
      );
      const nextStream = await api.createCameraStream(alice.client);
      await aliceCall.startVideo(nextStream);
      nextStream.dispose();
      return { log, sentStreams: aliceCall.localVideoStreams.length };
    },
  );
  expect(result).toEqual({ log: [false, true, false], sentStreams: 0 });
});
