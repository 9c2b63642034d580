import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Heartbeat } from './heartbeat.ts';

const sendPing = vi.fn(() => true);
const onSocketDead = vi.fn();
let heartbeat: Heartbeat;
beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  heartbeat = new Heartbeat({ sendPing, onSocketDead });
  heartbeat.start();
});
afterEach(() => heartbeat.stop());

test('the heartbeat pings once a second, and reports nothing while the server answers', () => {
  for (let second = 0; second < 10; second++) {
    vi.advanceTimersByTime(1_000);
    heartbeat.recordAnswer();
  }
  expect(sendPing).toHaveBeenCalledTimes(10);
  expect(onSocketDead).not.toHaveBeenCalled();
});

test('the heartbeat reports a server that does not answer within 4 seconds', () => {
  heartbeat.recordAnswer();
  vi.advanceTimersByTime(1_000);
  expect(onSocketDead).not.toHaveBeenCalled();
  vi.advanceTimersByTime(3_000);
  expect(onSocketDead).toHaveBeenCalled();
});

test('when the network is back, the heartbeat reports a server that does not answer within 2 seconds', () => {
  heartbeat.recordAnswer();
  heartbeat.checkNow();
  vi.advanceTimersByTime(1_900);
  expect(onSocketDead).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(onSocketDead).toHaveBeenCalledOnce();
});
