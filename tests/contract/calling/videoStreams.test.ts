import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

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
    fittedView.dispose();
    const remainingVideoCount = document.querySelectorAll('video').length;
    renderer.dispose();
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
      viewOfStoppedStream,
      disposedWhileCreating,
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
    viewOfStoppedStream: '412/43200',
    disposedWhileCreating: '405/43209',
    isReceiving: false,
    videoCountAtEnd: 0,
  });
});
