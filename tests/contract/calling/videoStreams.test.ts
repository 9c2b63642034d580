import type { LocalVideoStream } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

test('a call switches the source of a local stream, closes sources that the SDK opened, and leaves sources of the app open', async () => {
  const result = await runInNewPage(
    async ({
      connectAliceAndBob,
      withCamera,
      waitUntil,
      catchErrorCode,
      countLiveTracks,
      firstOf,
      ...api
    }) => {
      const { alice, aliceCall, bobCall } = await connectAliceAndBob(withCamera);
      const remoteStream = await api.waitForRemoteVideo(bobCall);
      await api.waitUntilMoving(remoteStream);
      const localStream = firstOf<LocalVideoStream>(aliceCall.localVideoStreams);
      const sourceChanges: string[] = [];
      localStream.on('videoSourceChanged', ({ source }) => sourceChanges.push(source.source.deviceType));
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
      const drawTimer = setInterval(() => {
        const context = canvas.getContext('2d');
        if (!context) return;
        context.fillStyle = `rgb(${Date.now() % 256},0,0)`;
        context.fillRect(0, 0, 320, 240);
      }, 40);
      const canvasStream = canvas.captureStream(15);
      await localStream.setMediaStream(canvasStream);
      await waitUntil(() => remoteStream.size.width === 320);
      const typeOfCanvas = localStream.mediaStreamType;
      const capturedTracksWithCanvas = countLiveTracks();
      const camera = firstOf(await (await alice.client.getDeviceManager()).getCameras());
      await localStream.switchSource(camera);
      await waitUntil(() => remoteStream.size.width === 640);
      const canvasTrackState = firstOf(canvasStream.getTracks()).readyState;
      const sameCameraError = await catchErrorCode(() => localStream.switchSource(camera));
      const missingCameraError = await catchErrorCode(() =>
        localStream.switchSource({ id: 'camera:none', name: '', deviceType: 'UsbCamera' }),
      );
      const isMoving = await api.waitUntilMoving(remoteStream);

      const audio = new AudioContext();
      const output = audio.createMediaStreamDestination();
      const tone = audio.createOscillator();
      tone.connect(output);
      tone.start();
      await aliceCall.startAudio(new api.sdk.LocalAudioStream(output.stream));
      const volume = await firstOf(aliceCall.localAudioStreams).getVolume();
      await waitUntil(() => volume.level > 50);
      const deviceTypeOfTone = firstOf(aliceCall.localAudioStreams).source.deviceType;
      aliceCall.stopAudio();
      await waitUntil(() => aliceCall.localAudioStreams[0]?.source.deviceType === 'Microphone');
      await aliceCall.hangUp();
      await waitUntil(() => bobCall.state === 'Disconnected');
      clearInterval(drawTimer);
      return {
        sourceChanges,
        typeOfCanvas,
        capturedTracksWithCanvas,
        canvasTrackState,
        sameCameraError,
        missingCameraError,
        isMoving,
        deviceTypeOfTone,
        toneTrackState: firstOf(output.stream.getTracks()).readyState,
        capturedTracksAfterCall: countLiveTracks(),
      };
    },
  );
  expect(result).toEqual({
    sourceChanges: ['Virtual', 'UsbCamera'],
    typeOfCanvas: 'RawMedia',
    // The two tracks are the microphones of Alice and Bob. The camera is closed.
    capturedTracksWithCanvas: 2,
    canvasTrackState: 'live',
    sameCameraError: '400/43005',
    missingCameraError: '412/43013',
    isMoving: true,
    deviceTypeOfTone: 'Virtual',
    toneTrackState: 'live',
    capturedTracksAfterCall: 0,
  });
});

test('a renderer draws one stream in several views, each with its own options, and createView rejects with a code if it cannot create a view', async () => {
  const result = await runInNewPage(async ({ sdk, waitUntil, catchErrorCode, firstOf, ...api }) => {
    const { aliceCall, bobCall } = await api.connectAliceAndBob(api.withCamera);
    const stream = await api.waitForRemoteVideo(bobCall);
    const renderer = new sdk.VideoStreamRenderer(stream);
    const [fittedView, mirroredView] = await Promise.all([
      renderer.createView({ scalingMode: 'Fit' }),
      renderer.createView({ isMirrored: true }),
    ]);
    document.body.append(fittedView.target, mirroredView.target);
    const videos = [fittedView, mirroredView].map(({ target }) =>
      firstOf([...target.querySelectorAll('video')]),
    );
    await waitUntil(() => videos.every(({ currentTime, videoWidth }) => currentTime > 0 && videoWidth > 0));
    await fittedView.updateScalingMode('Crop');
    const styles = videos.map(({ style }) => `${style.objectFit} ${style.transform}`);
    const { size } = renderer;
    const unknownModeError = await catchErrorCode(() => mirroredView.updateScalingMode('Zoom' as never));
    fittedView.dispose();
    const secondDisposeOfView = await catchErrorCode(() => fittedView.dispose());
    const remainingVideoCount = document.querySelectorAll('video').length;
    renderer.dispose();
    const secondDisposeOfRenderer = await catchErrorCode(() => renderer.dispose());
    const viewOfDisposedRenderer = await catchErrorCode(() => renderer.createView());
    await aliceCall.stopVideo(firstOf(aliceCall.localVideoStreams));
    await waitUntil(() => !stream.isAvailable);
    const viewOfStoppedStream = await catchErrorCode(() => new sdk.VideoStreamRenderer(stream).createView());
    // The app disposes of this renderer while it is still creating a view.
    const slowRenderer = new sdk.VideoStreamRenderer(
      new sdk.LocalVideoStream({ id: 'camera:', name: '', deviceType: 'UsbCamera' }),
    );
    const slowView = catchErrorCode(() => slowRenderer.createView());
    slowRenderer.dispose();
    const disposedWhileCreating = await slowView;
    return {
      styles,
      size,
      remainingVideoCount,
      errors: {
        unknownModeError,
        secondDisposeOfView,
        secondDisposeOfRenderer,
        viewOfDisposedRenderer,
        viewOfStoppedStream,
        disposedWhileCreating,
      },
      isReceiving: stream.isReceiving,
      videoCountAtEnd: document.querySelectorAll('video').length,
    };
  });
  expect(result).toEqual({
    // The test changed the first view to Crop (`cover`). The second view is mirrored, and has the default scaling mode
    // (`fill`).
    styles: ['cover ', 'fill scaleX(-1)'],
    size: { width: 640, height: 360 },
    remainingVideoCount: 1,
    errors: {
      unknownModeError: '400/43216',
      secondDisposeOfView: '400/43213',
      secondDisposeOfRenderer: '400/43222',
      viewOfDisposedRenderer: '400/43219',
      viewOfStoppedStream: '412/43200',
      disposedWhileCreating: '405/43209',
    },
    isReceiving: false,
    videoCountAtEnd: 0,
  });
});
