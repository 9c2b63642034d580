import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('C17: every method refuses a disposed stream, and no camera stays open, even when the app disposes of a stream while its camera is opening', async (api) => {
  const { sdk, waitUntil, expectEqual, catchErrorCode } = api;
  const { aliceCall, alice } = await api.connectAliceAndBob();
  // The microphones of Alice and Bob open later than their call connects.
  const waitUntilCameraIsClosed = () => waitUntil(() => api.countLiveTracks() === 2);
  await waitUntilCameraIsClosed();
  const stream = await api.createCameraStream(alice.client);
  await aliceCall.startVideo(stream);
  stream.dispose();
  await waitUntil(() => !aliceCall.isLocalVideoStarted);
  await waitUntilCameraIsClosed();
  const devices = await alice.client.getDeviceManager();
  const [, otherCamera = stream.source] = await devices.getCameras();
  const options = { videoOptions: { localVideoStreams: [stream] } };
  for (const useStream of [
    () => aliceCall.startVideo(stream),
    () => new sdk.VideoStreamRenderer(stream).createView(),
    () => stream.switchSource(otherCamera),
    () => stream.setMediaStream(document.createElement('canvas').captureStream()),
    () => aliceCall.startScreenSharing(stream),
    () => alice.agent.startCall(api.identifierOf('carol'), options),
  ])
    expectEqual(await catchErrorCode(useStream), '400/41025');
  expectEqual(await catchErrorCode(() => stream.getMediaStream()), '501/0');
  expectEqual(alice.agent.calls.length, 1);
  const audioStream = new sdk.LocalAudioStream(api.firstOf(await devices.getMicrophones()));
  audioStream.dispose();
  expectEqual(await catchErrorCode(() => aliceCall.startAudio(audioStream)), '400/0');

  for (const openCamera of [
    (newStream: LocalVideoStream) => aliceCall.startVideo(newStream),
    (newStream: LocalVideoStream) => new sdk.VideoStreamRenderer(newStream).createView(),
  ]) {
    const newStream = await api.createCameraStream(alice.client);
    const opening = catchErrorCode(() => openCamera(newStream));
    newStream.dispose();
    expectEqual(await opening, '400/41025');
  }
  await waitUntilCameraIsClosed();
  expectEqual(Boolean(api.readMediaDiagnostic(aliceCall, 'cameraStartFailed')), false);
  expectEqual(aliceCall.isLocalVideoStarted, false);
});

test('M2: when startCall returns, the call already lists its first streams; a camera that does not open is removed again', async (api) => {
  const { sdk, waitUntil, expectEqual, log } = api;
  const readStreams = ({ localVideoStreams, isLocalVideoStarted, localAudioStreams }: TeamsCall) => [
    localVideoStreams.length,
    isLocalVideoStarted,
    ...localAudioStreams.map(({ source }) => (source as { name: string }).name),
  ];
  // Chromium gives this name to its fake microphone.
  const microphone = 'Fake Default Audio Input';
  const alice = await api.signIn('alice');
  const bob = await api.signIn('bob');
  const startCall = (stream: LocalVideoStream) => {
    const options = { videoOptions: { localVideoStreams: [stream] } };
    const call = alice.agent.startCall(api.identifierOf('bob'), options);
    api.listenToEvents(call, ['localVideoStreamsUpdated', 'localAudioStreamsUpdated'], (event, change) =>
      log.push(`${event} +${change?.added.length} -${change?.removed.length}`),
    );
    call.on('isLocalVideoStartedChanged', () => log.push(`started ${call.isLocalVideoStarted}`));
    expectEqual(readStreams(call), [1, true, microphone]);
    expectEqual(call.localVideoStreams[0] === stream, true);
    return call;
  };
  const nextIncomingCall = api.waitForIncomingCall(bob.agent);
  const aliceCall = startCall(await api.createCameraStream(alice.client));
  const bobCall = await (await nextIncomingCall).accept(await api.withCamera(bob));
  expectEqual(readStreams(bobCall), [1, true, microphone]);
  await waitUntil(() => aliceCall.state === 'Connected');
  await api.waitForRemoteVideo(bobCall);
  expectEqual([log, readStreams(aliceCall)], [[], [1, true, microphone]]);
  await aliceCall.hangUp();
  log.length = 0;
  const missingCamera = { id: 'camera:gone', name: 'Gone', deviceType: 'UsbCamera' } as const;
  const callWithoutCamera = startCall(new sdk.LocalVideoStream(missingCamera));
  await waitUntil(() => !callWithoutCamera.isLocalVideoStarted);
  expectEqual(log, ['localVideoStreamsUpdated +0 -1', 'started false']);
  expectEqual(readStreams(callWithoutCamera), [0, false, microphone]);
  const stoppedStream = await api.createCameraStream(alice.client);
  const stoppedCall = startCall(stoppedStream);
  await stoppedCall.stopVideo(stoppedStream);
  expectEqual(readStreams(stoppedCall), [0, false, microphone]);
});

test('a renderer draws one stream in several views, each with its own options, and createView rejects with a code if it cannot create a view', async (api) => {
  const { sdk, waitUntil, expectEqual, catchErrorCode, firstOf } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob(api.withCamera);
  const stream = await api.waitForRemoteVideo(bobCall);
  const renderer = new sdk.VideoStreamRenderer(stream);
  const view = await renderer.createView({ scalingMode: 'Fit' });
  document.body.append(view.target, (await renderer.createView({ isMirrored: true })).target);
  const videos = [...document.querySelectorAll('video')];
  await waitUntil(() => videos.every(({ currentTime, videoWidth }) => currentTime > 0 && videoWidth > 0));
  await view.updateScalingMode('Crop');
  // `cover` is Crop. The second view has the default scaling mode, which is Stretch.
  const styles = videos.map(({ style }) => `${style.objectFit} ${style.transform}`);
  expectEqual(styles, ['cover ', 'fill scaleX(-1)']);
  // On a busy machine, the caller's browser begins with a smaller picture.
  await waitUntil(() => renderer.size.width === 640 && renderer.size.height === 360);
  const countVideos = () => document.querySelectorAll('video').length;
  view.dispose();
  expectEqual(countVideos(), 1);
  renderer.dispose();
  await aliceCall.stopVideo(firstOf(aliceCall.localVideoStreams));
  await waitUntil(() => !stream.isAvailable);
  expectEqual(stream.isReceiving, false);
  const drawStoppedStream = () => new sdk.VideoStreamRenderer(stream).createView();
  expectEqual(await catchErrorCode(drawStoppedStream), '412/43200');
  const camera = { id: 'camera:', name: '', deviceType: 'UsbCamera' } as const;
  const slowRenderer = new sdk.VideoStreamRenderer(new sdk.LocalVideoStream(camera));
  const slowView = catchErrorCode(() => slowRenderer.createView());
  // The renderer is still creating the view.
  slowRenderer.dispose();
  expectEqual([await slowView, countVideos()], ['405/43209', 0]);
});
