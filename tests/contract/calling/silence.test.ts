import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

/** Each side sends a steady tone, and the test measures what the other side receives. */
const { run } = harnessOfFile();

test('C6: the receiver hears nothing 200 ms after mute() has resolved, and hears the tone again after unmute()', async () => {
  const lastedMs = await run(async ({ connect, withTone, earOf }) => {
    const { call, peer } = await connect(withTone, withTone);
    const ear = await earOf(peer);
    await ear.hearsSound();
    const lasted: number[] = [];
    for (let round = 0; round < 3; round++) {
      await call.mute();
      lasted.push(await ear.soundLastedMs(performance.now()));
      await call.unmute();
      await ear.hearsSound();
    }
    return lasted;
  });
  expect(Math.max(...lastedMs), String(lastedMs)).toBeLessThan(200);
});

test('C6: a participant who holds hears nothing and is not heard 200 ms after hold() has resolved, until resume()', async () => {
  const lastedMs = await run(async ({ connect, withTone, earOf, sentSound, until }) => {
    const { call, peer } = await connect(withTone, withTone);
    const ears = await Promise.all([call, peer].map((side) => earOf(side)));
    await Promise.all(ears.map((ear) => ear.hearsSound()));
    const lasted: number[] = [];
    for (const holder of [call, peer]) {
      await holder.hold();
      const heldAt = performance.now();
      lasted.push(...(await Promise.all(ears.map((ear) => ear.soundLastedMs(heldAt)))));
      await until(() => sentSound(call) === null && sentSound(peer) === null);
      await holder.resume();
      await Promise.all(ears.map((ear) => ear.hearsSound()));
    }
    return lasted;
  });
  expect(Math.max(...lastedMs), String(lastedMs)).toBeLessThan(200);
});

test('C5: mute right after unmute leaves the microphone silent, and unmute right after mute leaves it live', async () => {
  const seen = await run(async ({ connect, withTone, earOf, sentSound }) => {
    const { call, peer } = await connect(withTone, withTone);
    const ear = await earOf(peer);
    await ear.hearsSound();
    await call.mute();
    await Promise.all([call.unmute(), call.mute()]);
    const lasted = await ear.soundLastedMs(performance.now());
    const muted = { isSilent: lasted < 200 && sentSound(call) === null, isMuted: call.isMuted };
    await Promise.all([call.unmute(), call.mute(), call.unmute()]);
    await ear.hearsSound();
    await Promise.all([call.mute(), call.unmute()]);
    await ear.hearsSound();
    return { muted, isMuted: call.isMuted };
  });
  expect(seen).toEqual({ muted: { isSilent: true, isMuted: true }, isMuted: false });
});

test('C5: resume right after hold is heard and seen again, and hold right after resume sends nothing', async () => {
  const seen = await run(
    async ({ connect, withTone, withCamera, earOf, sentKinds, until, isMoving, remoteVideo }) => {
      const { call, peer } = await connect(
        async (side) => ({ ...(await withTone()), ...(await withCamera(side)) }),
        withTone,
      );
      const ear = await earOf(peer);
      await ear.hearsSound();
      await until(() => sentKinds(call)[1] === 'video');
      await Promise.all([call.hold(), call.resume()]);
      await ear.hearsSound();
      const resumed = { sent: sentKinds(call), moving: await isMoving(await remoteVideo(peer)) };
      await call.hold();
      await Promise.all([call.resume(), call.hold()]);
      const lasted = await ear.soundLastedMs(performance.now());
      return { resumed, held: { sent: sentKinds(call), isSilent: lasted < 200 }, state: call.state };
    },
  );
  expect(seen).toEqual({
    resumed: { sent: ['audio', 'video'], moving: true },
    held: { sent: [undefined, undefined], isSilent: true },
    state: 'LocalHold',
  });
});
