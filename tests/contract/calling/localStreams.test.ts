import type { TeamsCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

// C17 and M2 are the ids of defects that an earlier version had.
test('C17: every method refuses a disposed stream, and no camera stays open, even when the app disposes of a stream while its camera is opening', async () => {
  const result = await runInNewPage(async ({ sdk, waitUntil, catchErrorCode, countLiveTracks, ...api }) => {
    const { aliceCall, alice } = await api.connectAliceAndBob();
    // Waits until the microphones of Alice and Bob are open, which is later than the connection of their call.
    await waitUntil(() => countLiveTracks() === 2);
    const devices = await alice.client.getDeviceManager();
    const stream = await api.createCameraStream(alice.client);
    await aliceCall.startVideo(stream);
    stream.dispose();
    await waitUntil(() => !aliceCall.isLocalVideoStarted && countLiveTracks() === 2);
    const otherCamera = (await devices.getCameras()).find(({ id }) => id !== stream.source.id);
    const canvasStream = document.createElement('canvas').captureStream();
    const videoOptions = { localVideoStreams: [stream] };
    const errors = {
      startVideo: await catchErrorCode(() => aliceCall.startVideo(stream)),
      createView: await catchErrorCode(() => new sdk.VideoStreamRenderer(stream).createView()),
      getMediaStream: await catchErrorCode(() => stream.getMediaStream()),
      switchSource: await catchErrorCode(() => otherCamera && stream.switchSource(otherCamera)),
      setMediaStream: await catchErrorCode(() => stream.setMediaStream(canvasStream)),
      startScreenSharing: await catchErrorCode(() => aliceCall.startScreenSharing(stream)),
      startCall: await catchErrorCode(() =>
        alice.agent.startCall(api.identifierOf('carol'), { videoOptions }),
      ),
    };
    const audioStream = new sdk.LocalAudioStream(api.firstOf(await devices.getMicrophones()));
    audioStream.dispose();
    const startAudioError = await catchErrorCode(() => aliceCall.startAudio(audioStream));

    const sentStream = await api.createCameraStream(alice.client);
    const videoStart = catchErrorCode(() => aliceCall.startVideo(sentStream));
    sentStream.dispose();
    const disposedWhileStarting = await videoStart;
    const drawnStream = await api.createCameraStream(alice.client);
    const viewCreation = catchErrorCode(() => new sdk.VideoStreamRenderer(drawnStream).createView());
    drawnStream.dispose();
    const disposedWhileCreatingView = await viewCreation;
    await waitUntil(() => countLiveTracks() === 2);
    return {
      errors,
      startAudioError,
      disposedWhileStarting,
      disposedWhileCreatingView,
      hasCameraDiagnostic: Boolean(api.readMediaDiagnostic(aliceCall, 'cameraStartFailed')),
      isLocalVideoStarted: aliceCall.isLocalVideoStarted,
      callCount: alice.agent.calls.length,
    };
  });
  const disposedError = '400/41025';
  expect(result).toEqual({
    errors: {
      startVideo: disposedError,
      createView: disposedError,
      getMediaStream: '501/0',
      switchSource: disposedError,
      setMediaStream: disposedError,
      startScreenSharing: disposedError,
      startCall: disposedError,
    },
    startAudioError: '400/0',
    disposedWhileStarting: disposedError,
    disposedWhileCreatingView: disposedError,
    hasCameraDiagnostic: false,
    isLocalVideoStarted: false,
    callCount: 1,
  });
});

test('M2: when startCall returns, the call already lists its first streams; a camera that does not open is removed again', async () => {
  const result = await runInNewPage(
    async ({ signIn, identifierOf, waitUntil, withCamera, waitForRemoteVideo, sdk, log, ...api }) => {
      const alice = await signIn('alice');
      const bob = await signIn('bob');
      const nextIncomingCall = api.waitForIncomingCall(bob.agent);
      const ownStream = await api.createCameraStream(alice.client);
      const aliceCall = alice.agent.startCall(identifierOf('bob'), {
        videoOptions: { localVideoStreams: [ownStream] },
      });
      const streamEvents = ['localVideoStreamsUpdated', 'localAudioStreamsUpdated'];
      api.listenToEvents(aliceCall, streamEvents, (event, change) =>
        log.push(`${event} +${change?.added.length} -${change?.removed.length}`),
      );
      aliceCall.on('isLocalVideoStartedChanged', () => log.push(`started ${aliceCall.isLocalVideoStarted}`));
      const readStreams = (call: TeamsCall) => ({
        videoCount: call.localVideoStreams.length,
        isStarted: call.isLocalVideoStarted,
        microphones: call.localAudioStreams.map(({ source }) => (source as { name: string }).name),
      });
      const whenStarted = readStreams(aliceCall);
      const isOwnStreamListed = aliceCall.localVideoStreams[0] === ownStream;
      const bobCall = await (await nextIncomingCall).accept(await withCamera(bob));
      const whenAccepted = readStreams(bobCall);
      await waitUntil(() => aliceCall.state === 'Connected');
      await waitForRemoteVideo(bobCall);
      const whenConnected = { ...readStreams(aliceCall), events: log.splice(0) };
      await aliceCall.hangUp();
      const eventsOfEnd = log.splice(0);

      const missingCamera = new sdk.LocalVideoStream({
        id: 'camera:gone',
        name: 'Gone',
        deviceType: 'UsbCamera',
      });
      const callWithoutCamera = alice.agent.startCall(identifierOf('bob'), {
        videoOptions: { localVideoStreams: [missingCamera] },
      });
      const wasStartedAtFirst = callWithoutCamera.isLocalVideoStarted;
      callWithoutCamera.on('localVideoStreamsUpdated', ({ removed }) =>
        log.push(`removed ${removed.length}`),
      );
      callWithoutCamera.on('isLocalVideoStartedChanged', () =>
        log.push(`started ${callWithoutCamera.isLocalVideoStarted}`),
      );
      await waitUntil(() => !callWithoutCamera.isLocalVideoStarted);
      const whenCameraFailed = { ...readStreams(callWithoutCamera), wasStartedAtFirst, events: log };
      const stoppedCall = alice.agent.startCall(identifierOf('bob'), await withCamera(alice));
      await stoppedCall.stopVideo(api.firstOf(stoppedCall.localVideoStreams));
      const whenStopped = readStreams(stoppedCall);
      return {
        whenStarted,
        isOwnStreamListed,
        whenAccepted,
        whenConnected,
        eventsOfEnd,
        whenCameraFailed,
        whenStopped,
      };
    },
  );
  // Chromium gives this name to its fake microphone.
  const microphones = ['Fake Default Audio Input'];
  const withVideo = { videoCount: 1, isStarted: true, microphones };
  const withoutVideo = { videoCount: 0, isStarted: false, microphones };
  expect(result).toEqual({
    whenStarted: withVideo,
    isOwnStreamListed: true,
    whenAccepted: withVideo,
    whenConnected: { ...withVideo, events: [] },
    eventsOfEnd: ['localVideoStreamsUpdated +0 -1', 'localAudioStreamsUpdated +0 -1', 'started false'],
    whenCameraFailed: { ...withoutVideo, wasStartedAtFirst: true, events: ['removed 1', 'started false'] },
    whenStopped: withoutVideo,
  });
});
