import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Impairments } from '../../wire/network.ts';
import { Link } from './link.ts';
import { TimerWheel } from './timerWheel.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A random generator that is the same in each run. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Sends packets of 1000 bytes through a link. @returns number and arrival time of each packet that arrives, in this order. */
async function send(impairments: Impairments, count: number, intervalMs: number) {
  const wheel = new TimerWheel();
  const link = new Link(() => impairments, wheel, createRandom());
  const startedAt = performance.now();
  const arrivals: { readonly index: number; readonly atMs: number }[] = [];
  for (let index = 0; index < count; index++) {
    link.pass(1_000, () => arrivals.push({ index, atMs: performance.now() - startedAt }));
    await vi.advanceTimersByTimeAsync(intervalMs);
  }
  await vi.advanceTimersByTimeAsync(20_000);
  return arrivals;
}
const isInOrder = (arrivals: readonly { readonly index: number }[]) =>
  arrivals.every(({ index }, position) => position === 0 || index > (arrivals[position - 1]?.index ?? 0));

test('a link without impairments delivers each packet at once', async () => {
  expect(await send({}, 3, 10)).toEqual([
    { index: 0, atMs: 0 },
    { index: 1, atMs: 10 },
    { index: 2, atMs: 20 },
  ]);
});

test.each([
  [{ lossPercent: 10 }, 870, 930],
  [{ lossPercent: 100 }, 0, 0],
  [{ outage: true }, 0, 0],
  // Of each 100 packets, those of the last 200 ms get lost.
  [{ outages: { everySeconds: 1, forSeconds: 0.2 } }, 790, 810],
])('of 1000 packets through %o, %d to %d arrive', async (impairments, least, most) => {
  const { length } = await send(impairments, 1_000, 10);
  expect(length).toBeGreaterThanOrEqual(least);
  expect(length).toBeLessThanOrEqual(most);
});

test('delay and jitter: each packet is late by a time between the two, and none overtakes another', async () => {
  const arrivals = await send({ delayMs: 100, jitterMs: 50 }, 500, 10);
  expect(arrivals).toHaveLength(500);
  expect(isInOrder(arrivals)).toBe(true);
  const delays = arrivals.map(({ index, atMs }) => atMs - index * 10);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(100);
  // A timer may be a millisecond late.
  expect(Math.max(...delays)).toBeLessThanOrEqual(152);
  expect(new Set(delays).size).toBeGreaterThan(10);
});

test('kbps: packets pass with the bandwidth, wait a quarter of a second at most, and get lost beyond that', async () => {
  // Twice the bandwidth: with their headers, these are 411 kbit/s.
  const arrivals = await send({ kbps: 205.6 }, 1_000, 20);
  expect(arrivals.length).toBeGreaterThan(490);
  expect(arrivals.length).toBeLessThan(515);
  const delays = arrivals.map(({ index, atMs }) => atMs - index * 20);
  expect(Math.max(...delays)).toBeGreaterThan(240);
  expect(Math.max(...delays)).toBeLessThan(300);
});

test('reorderPercent: some packets arrive behind later ones', async () => {
  const arrivals = await send({ reorderPercent: 20 }, 200, 5);
  expect(arrivals).toHaveLength(200);
  expect(isInOrder(arrivals)).toBe(false);
});
