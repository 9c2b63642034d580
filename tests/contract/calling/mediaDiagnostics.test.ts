import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { getHarness, runInNewPage } = setUpHarness();

test('diagnostics report speech into a muted microphone until the user unmutes, and a microphone that the operating system mutes', async () => {
  const valueBeforeMute = await runInNewPage(async ({ connectAliceAndBob, waitUntil, firstOf, ...api }) => {
    const { aliceCall } = await connectAliceAndBob();
    await waitUntil(() => aliceCall.localAudioStreams.length > 0 && api.countLiveTracks() > 0);
    const readSpeaking = () => api.readMediaDiagnostic(aliceCall, 'speakingWhileMicrophoneIsMuted');
    const readMutedBySystem = () => api.readMediaDiagnostic(aliceCall, 'microphoneMuteUnexpectedly');
    const valueBeforeMute = readSpeaking();
    await aliceCall.mute();
    await waitUntil(readSpeaking);
    await aliceCall.unmute();
    await waitUntil(() => readSpeaking() === false);
    const stream = await firstOf(aliceCall.localAudioStreams).getMediaStream();
    let isMutedBySystem = true;
    Object.defineProperty(firstOf(stream.getTracks()), 'muted', { get: () => isMutedBySystem });
    await waitUntil(readMutedBySystem);
    isMutedBySystem = false;
    await waitUntil(() => readMutedBySystem() === false);
    return valueBeforeMute;
  });
  expect(valueBeforeMute).toBeUndefined();
});

test('a receiver can request a key frame, and a sender that is offline pauses its video only until media of the other side arrives', async () => {
  const result = await runInNewPage(
    async ({ connectAliceAndBob, withCamera, waitUntil, firstPeerOf, sdk, ...api }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob(withCamera);
      await api.waitUntilMoving(await api.waitForRemoteVideo(bobCall));
      const countKeyFrames = async () => {
        const stats = (await firstPeerOf(aliceCall).connection.getStats()) as ReadonlyMap<
          string,
          { keyFramesEncoded?: number }
        >;
        return Math.max(0, ...[...stats.values()].map(({ keyFramesEncoded }) => keyFramesEncoded ?? 0));
      };
      const keyFramesBefore = await countKeyFrames();
      firstPeerOf(bobCall).requestKeyFrame();
      await waitUntil(async () => (await countKeyFrames()) > keyFramesBefore);
      dispatchEvent(new Event('offline'));
      // The second sender is the one for video.
      await waitUntil(() => api.readSentTrackKinds(aliceCall)[1] === undefined);
      await waitUntil(() => api.readSentTrackKinds(aliceCall)[1] === 'video');
      const { network } = aliceCall.feature(sdk.Features.UserFacingDiagnostics);
      const { networkReconnect, noNetwork } = network.getLatest();
      dispatchEvent(new Event('online'));
      return {
        networkReconnect: networkReconnect?.value,
        noNetwork: noNetwork?.value,
        isMoving: await api.waitUntilMoving(await api.waitForRemoteVideo(bobCall)),
      };
    },
  );
  // 3 is DiagnosticQuality.Bad.
  expect(result).toEqual({ networkReconnect: 3, noNetwork: true, isMoving: true });
});

test('the optimal number of videos starts at the SDK’s maximum, and a remote diagnostic reports a participant who loses signalling', async () => {
  const page = await getHarness().openPage();
  const result = await page.run(async ({ connectAliceAndBob, sdk, log }) => {
    const { aliceCall, bobCall } = await connectAliceAndBob();
    const videoCount = aliceCall.feature(sdk.Features.OptimalVideoCount);
    const { remote } = bobCall.feature(sdk.Features.UserFacingDiagnostics);
    remote.on('diagnosticChanged', ({ diagnostics }) =>
      log.push(...diagnostics.map(({ diagnostic, value }) => `${diagnostic} ${value}`)),
    );
    return {
      optimalVideoCount: videoCount.optimalVideoCount,
      changeReason: (videoCount as { lastOvcChangeReason?: string }).lastOvcChangeReason,
      remoteDiagnostics: remote.getLatest().diagnostics,
    };
  });
  expect(result).toEqual({ optimalVideoCount: 16, changeReason: 'unknown', remoteDiagnostics: [] });
  getHarness().signalling.dropSockets(1011);
  // 3 is DiagnosticQuality.Bad, 1 is Good.
  await expect.poll(() => page.run(({ log }) => log)).toEqual(['serverConnection 3', 'serverConnection 1']);
  await page.close();
});
