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

test('a test that moves the page’s clock by minutes in an instant does not make the server look dead', () => {
  // The library marks the faked `Date`, and leaves the time of animations alone, which is real.
  const timeline = { currentTime: 5_000 };
  vi.stubGlobal('document', { timeline });
  heartbeat.stop();
  heartbeat.start();
  vi.advanceTimersByTime(600_000);
  expect(onSocketDead).not.toHaveBeenCalled();
  timeline.currentTime += 2_600;
  vi.advanceTimersByTime(1_000);
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
