import { expect, it } from 'vitest';
import { computeMeshLimits, applyConstraints, computeEncoding, noLimits } from './videoLimits.ts';

it('applyConstraints sets limits, removes a limit if the app passes 0, and keeps the limits that the app leaves out', () => {
  const limitHeight = { frameHeight: { max: 240 }, bitrate: { max: 9000 } };
  const first = applyConstraints(noLimits, { video: { send: limitHeight } });
  expect(first).toEqual({ frameHeight: 240, frameRate: 0, bitrate: 9000 });
  const limitRate = { frameHeight: { max: 0 }, frameRate: { max: 5 } };
  const second = applyConstraints(first, { video: { send: limitRate } });
  expect(second).toEqual({ frameHeight: 0, frameRate: 5, bitrate: 9000 });
  expect(applyConstraints(second, undefined)).toEqual(second);
});

it.each([-1, Number.NaN, '240' as unknown as number])('applyConstraints refuses the limit %j', (max) => {
  const constraints = { video: { send: { frameHeight: { max } } } };
  expect(() => applyConstraints(noLimits, constraints)).toThrow(/frameHeight\.max/);
});

it.each([
  [0, 360, 1],
  [360, 360, 1],
  [300, 360, 1.5],
  [100, 360, 4],
  [1, 360, 4],
  [240, 720, 3],
  [1080, 360, 1],
])(
  'computeEncoding: a limit of %i (0: none) scales a height of %i down by %d',
  (frameHeight, height, factor) => {
    const encoding = computeEncoding([{ ...noLimits, frameHeight }], height);
    expect(encoding).toEqual({ scaleResolutionDownBy: factor });
  },
);

it('computeEncoding applies the lowest of all limits', () => {
  const app = { frameHeight: 360, frameRate: 10, bitrate: 50_000 };
  expect(computeEncoding([app, computeMeshLimits(3)], 360)).toEqual({
    scaleResolutionDownBy: 2,
    maxFramerate: 10,
    maxBitrate: 50_000,
  });
  expect(computeEncoding([noLimits, computeMeshLimits(1)], 360)).toEqual({ scaleResolutionDownBy: 1 });
});
