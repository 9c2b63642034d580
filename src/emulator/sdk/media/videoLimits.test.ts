import { expect, it } from 'vitest';
import { bearable, constrained, encoding, noLimits } from './videoLimits.ts';

it('a value is a limit, 0 lifts it, and what is left out stays as it was', () => {
  const first = constrained(noLimits, {
    video: { send: { frameHeight: { max: 240 }, bitrate: { max: 9000 } } },
  });
  expect(first).toEqual({ frameHeight: 240, frameRate: 0, bitrate: 9000 });
  const second = constrained(first, { video: { send: { frameHeight: { max: 0 }, frameRate: { max: 5 } } } });
  expect(second).toEqual({ frameHeight: 0, frameRate: 5, bitrate: 9000 });
  expect(constrained(second, undefined)).toEqual(second);
});

it.each([-1, Number.NaN, '240' as unknown as number])('%j is refused', (max) => {
  expect(() => constrained(noLimits, { video: { send: { frameHeight: { max } } } })).toThrow(
    /frameHeight\.max/,
  );
});

it.each([
  [0, 360, 1],
  [360, 360, 1],
  [300, 360, 1.5],
  [100, 360, 4],
  [1, 360, 4],
  [240, 720, 3],
  [1080, 360, 1],
])('at most %i high of %i: scaled down by %d', (frameHeight, height, by) => {
  expect(encoding([{ ...noLimits, frameHeight }], height)).toEqual({ scaleResolutionDownBy: by });
});

it('the lowest of all limits counts', () => {
  const app = { frameHeight: 360, frameRate: 10, bitrate: 50_000 };
  expect(encoding([app, bearable(3)], 360)).toEqual({
    scaleResolutionDownBy: 2,
    maxFramerate: 10,
    maxBitrate: 50_000,
  });
  expect(encoding([noLimits, bearable(1)], 360)).toEqual({ scaleResolutionDownBy: 1 });
});
