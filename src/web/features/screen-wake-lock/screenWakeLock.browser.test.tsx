import { expect, it, vi } from 'vitest';
import { renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { screenWakeLock } from './screenWakeLock.ts';

/** Records the locks that the browser grants; a headless browser may refuse them all. */
function recordLocks() {
  const locks: { isReleased: boolean }[] = [];
  vi.spyOn(navigator.wakeLock, 'request').mockImplementation(async () => {
    const lock = { isReleased: false };
    locks.push(lock);
    return { release: async () => void (lock.isReleased = true) } as WakeLockSentinel;
  });
  return locks;
}

it('keeps the screen on from the start of a call until its end', async () => {
  const locks = recordLocks();
  const { call } = await renderInCall(null, { features: [screenWakeLock] });
  expect(locks).toEqual([{ isReleased: false }]);
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(locks).toEqual([{ isReleased: true }]);
});

it('asks again when the page becomes visible, because the browser released the lock of the hidden page', async () => {
  const locks = recordLocks();
  await renderInCall(null, { features: [screenWakeLock] });
  await runAndRender(() => document.dispatchEvent(new Event('visibilitychange')));
  expect(locks).toEqual([{ isReleased: true }, { isReleased: false }]);
});

it('lets the call go on if the browser refuses', async () => {
  vi.spyOn(navigator.wakeLock, 'request').mockRejectedValue(new DOMException('', 'NotAllowedError'));
  const { call } = await renderInCall(null, { features: [screenWakeLock] });
  expect(call.state).toBe('Connected');
});
