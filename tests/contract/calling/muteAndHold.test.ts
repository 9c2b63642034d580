import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

/** In each test Alice and Bob send a steady tone, and the test measures the sound that the other participant receives. */
const { runInNewPage } = setUpHarness();

// The ids in titles, such as C6, are those of defects that an earlier version had.
test('C6: the other participant receives no sound 200 ms after mute() has resolved, and receives the tone again after unmute()', async () => {
  const soundDurationsMs = await runInNewPage(async ({ connectAliceAndBob, withTone, createSoundMeter }) => {
    const { aliceCall, bobCall } = await connectAliceAndBob(withTone, withTone);
    const meter = await createSoundMeter(bobCall);
    await meter.waitForSound();
    const soundDurationsMs: number[] = [];
    for (let round = 0; round < 3; round++) {
      await aliceCall.mute();
      soundDurationsMs.push(await meter.waitForSilence(performance.now()));
      await aliceCall.unmute();
      await meter.waitForSound();
    }
    return soundDurationsMs;
  });
  expect(Math.max(...soundDurationsMs), String(soundDurationsMs)).toBeLessThan(200);
});

test('C5: mute() right after unmute() leaves the microphone silent, and unmute() right after mute() leaves it live', async () => {
  const result = await runInNewPage(
    async ({ connectAliceAndBob, withTone, createSoundMeter, readSentAudioTrack }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob(withTone, withTone);
      const meter = await createSoundMeter(bobCall);
      await meter.waitForSound();
      await aliceCall.mute();
      await Promise.all([aliceCall.unmute(), aliceCall.mute()]);
      const soundDurationMs = await meter.waitForSilence(performance.now());
      const afterMute = {
        isSilent: soundDurationMs < 200 && readSentAudioTrack(aliceCall) === null,
        isMuted: aliceCall.isMuted,
      };
      await Promise.all([aliceCall.unmute(), aliceCall.mute(), aliceCall.unmute()]);
      await meter.waitForSound();
      await Promise.all([aliceCall.mute(), aliceCall.unmute()]);
      await meter.waitForSound();
      return { afterMute, isMutedAfterUnmute: aliceCall.isMuted };
    },
  );
  expect(result).toEqual({
    afterMute: { isSilent: true, isMuted: true },
    isMutedAfterUnmute: false,
  });
});

test('C5: resume() right after hold() sends sound and video again, and hold() right after resume() sends nothing', async () => {
  const result = await runInNewPage(
    async ({ connectAliceAndBob, withTone, withCamera, readSentTrackKinds, ...api }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob(
        async (user) => ({ ...(await withTone()), ...(await withCamera(user)) }),
        withTone,
      );
      const meter = await api.createSoundMeter(bobCall);
      await meter.waitForSound();
      // The second sender is the one for video.
      await api.waitUntil(() => readSentTrackKinds(aliceCall)[1] === 'video');
      await Promise.all([aliceCall.hold(), aliceCall.resume()]);
      await meter.waitForSound();
      const afterResume = {
        sentTracks: readSentTrackKinds(aliceCall),
        isMoving: await api.waitUntilMoving(await api.waitForRemoteVideo(bobCall)),
      };
      await aliceCall.hold();
      await Promise.all([aliceCall.resume(), aliceCall.hold()]);
      const soundDurationMs = await meter.waitForSilence(performance.now());
      const afterHold = {
        sentTracks: readSentTrackKinds(aliceCall),
        isSilent: soundDurationMs < 200,
        state: aliceCall.state,
      };
      return { afterResume, afterHold };
    },
  );
  expect(result).toEqual({
    afterResume: { sentTracks: ['audio', 'video'], isMoving: true },
    afterHold: { sentTracks: [undefined, undefined], isSilent: true, state: 'LocalHold' },
  });
});
