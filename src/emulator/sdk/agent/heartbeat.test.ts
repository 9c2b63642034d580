import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Heartbeat } from './heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const ping = vi.fn(() => true);
  const dead = vi.fn();
  const heartbeat = new Heartbeat({ ping, dead });
  heartbeat.start();
  return { heartbeat, ping, dead };
}

test('pings once a second, and keeps a socket that answers', () => {
  const { heartbeat, ping, dead } = start();
  for (let second = 0; second < 10; second++) {
    vi.advanceTimersByTime(1_000);
    heartbeat.received();
  }
  expect(ping).toHaveBeenCalledTimes(10);
  expect(dead).not.toHaveBeenCalled();
  heartbeat.stop();
});

test('reports a socket that answers nothing within 4 seconds', () => {
  const { heartbeat, dead } = start();
  heartbeat.received();
  vi.advanceTimersByTime(1_000);
  expect(dead).not.toHaveBeenCalled();
  vi.advanceTimersByTime(3_000);
  expect(dead).toHaveBeenCalled();
  heartbeat.stop();
});

test('reports a socket that answers nothing within 2 seconds after the network is back', () => {
  const { heartbeat, dead } = start();
  vi.advanceTimersByTime(1_000);
  heartbeat.received();
  heartbeat.wake();
  vi.advanceTimersByTime(1_900);
  expect(dead).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(dead).toHaveBeenCalledOnce();
  heartbeat.stop();
});
