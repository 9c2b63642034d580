import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { harness, run } = harnessOfFile();

test('a diagnostic reports speech into a muted microphone until it is unmuted, and a microphone that the system mutes', async () => {
  const first = await run(async ({ connect, until, liveTracks, mediaDiagnostic, first }) => {
    const { call } = await connect();
    await until(() => call.localAudioStreams.length > 0 && liveTracks() > 0);
    const before = mediaDiagnostic(call, 'speakingWhileMicrophoneIsMuted');
    await call.mute();
    await until(() => mediaDiagnostic(call, 'speakingWhileMicrophoneIsMuted'));
    await call.unmute();
    await until(() => mediaDiagnostic(call, 'speakingWhileMicrophoneIsMuted') === false);
    const stream = await first(call.localAudioStreams).getMediaStream();
    let muted = true;
    Object.defineProperty(first(stream.getTracks()), 'muted', { get: () => muted });
    await until(() => mediaDiagnostic(call, 'microphoneMuteUnexpectedly'));
    muted = false;
    await until(() => mediaDiagnostic(call, 'microphoneMuteUnexpectedly') === false);
    return before;
  });
  expect(first).toBeUndefined();
});

test('offline, the sender pauses its video until the other side is heard all the same; a missing picture is requested as a key frame', async () => {
  const seen = await run(
    async ({ connect, withCamera, remoteVideo, isMoving, firstPeer, until, sdk, sentKinds }) => {
      const { call, peer } = await connect(withCamera);
      await isMoving(await remoteVideo(peer));
      const keyFrames = async () => {
        const stats = (await firstPeer(call).connection.getStats()) as ReadonlyMap<
          string,
          { keyFramesEncoded?: number }
        >;
        return Math.max(0, ...[...stats.values()].map(({ keyFramesEncoded }) => keyFramesEncoded ?? 0));
      };
      const before = await keyFrames();
      firstPeer(peer).requestKeyFrame();
      await until(async () => (await keyFrames()) > before);
      dispatchEvent(new Event('offline'));
      await until(() => sentKinds(call)[1] === undefined);
      await until(() => sentKinds(call)[1] === 'video');
      const { network } = call.feature(sdk.Features.UserFacingDiagnostics);
      const { networkReconnect, noNetwork } = network.getLatest();
      dispatchEvent(new Event('online'));
      return {
        reported: [networkReconnect?.value, noNetwork?.value],
        moving: await isMoving(await remoteVideo(peer)),
      };
    },
  );
  expect(seen).toEqual({ reported: [3, true], moving: true });
});

test('the number of videos begins with what the SDK supports; the others hear of a participant whose signalling is lost', async () => {
  const page = await harness().openPage();
  const seen = await page.run(async ({ connect, sdk, log }) => {
    const { call, peer } = await connect();
    const count = call.feature(sdk.Features.OptimalVideoCount);
    const { remote } = peer.feature(sdk.Features.UserFacingDiagnostics);
    remote.on('diagnosticChanged', ({ diagnostics }) =>
      log.push(...diagnostics.map(({ diagnostic, value }) => `${diagnostic} ${value}`)),
    );
    return {
      videos: [count.optimalVideoCount, (count as { lastOvcChangeReason?: string }).lastOvcChangeReason],
      remote: remote.getLatest(),
    };
  });
  expect(seen).toEqual({ videos: [16, 'unknown'], remote: { diagnostics: [] } });
  harness().signalling.dropSockets(1011);
  await expect.poll(() => page.run(({ log }) => log)).toEqual(['serverConnection 3', 'serverConnection 1']);
  await page.close();
});
