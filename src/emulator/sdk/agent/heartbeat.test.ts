import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Heartbeat } from './heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Starts a heartbeat whose pings can always be sent: `sendPing` returns `true`. */
function startHeartbeat() {
  const sendPing = vi.fn(() => true);
  const onSocketDead = vi.fn();
  const heartbeat = new Heartbeat({ sendPing, onSocketDead });
  heartbeat.start();
  return { heartbeat, sendPing, onSocketDead };
}

test('the heartbeat pings once a second, and reports nothing while the server answers', () => {
  const { heartbeat, sendPing, onSocketDead } = startHeartbeat();
  for (let second = 0; second < 10; second++) {
    vi.advanceTimersByTime(1_000);
    heartbeat.recordAnswer();
  }
  expect(sendPing).toHaveBeenCalledTimes(10);
  expect(onSocketDead).not.toHaveBeenCalled();
  heartbeat.stop();
});

test('the heartbeat reports a server that does not answer within 4 seconds', () => {
  const { heartbeat, onSocketDead } = startHeartbeat();
  heartbeat.recordAnswer();
  vi.advanceTimersByTime(1_000);
  expect(onSocketDead).not.toHaveBeenCalled();
  vi.advanceTimersByTime(3_000);
  expect(onSocketDead).toHaveBeenCalled();
  heartbeat.stop();
});

test('when the network is back, the heartbeat reports a server that does not answer within 2 seconds', () => {
  const { heartbeat, onSocketDead } = startHeartbeat();
  vi.advanceTimersByTime(1_000);
  heartbeat.recordAnswer();
  heartbeat.checkNow();
  vi.advanceTimersByTime(1_900);
  expect(onSocketDead).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(onSocketDead).toHaveBeenCalledOnce();
  heartbeat.stop();
});
