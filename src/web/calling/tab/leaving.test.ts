import type { TeamsCall } from '@azure/communication-calling';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hangUpOnLeave } from './leaving.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const happened: string[] = [];
  const page = new EventTarget();
  const hangUp = async () => void happened.push('hung up');
  const calls = [{ hangUp }, { hangUp: () => Promise.reject(new Error('gone')) }];
  const stop = hangUpOnLeave({
    calls: () => calls as unknown as readonly TeamsCall[],
    onLeave: () => happened.push('left'),
    onStay: () => happened.push('stayed'),
    page,
    reload: () => happened.push('reloaded'),
  });
  const say = (type: string, part: object = {}) =>
    page.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), part));
  return { happened, page, say, stop };
}

test('C8: a page that is left hangs up its calls, after what must be noted of them', () => {
  const { happened, say } = setUp();
  say('beforeunload');
  vi.advanceTimersByTime(1);
  expect(happened).toEqual(['left', 'hung up']);
});

test('C8: a page that is left without a beforeunload hangs up when it is hidden for good', () => {
  const { happened, say } = setUp();
  say('pagehide', { persisted: false });
  expect(happened).toEqual(['left', 'hung up']);
});

test('C8: a call goes on when the person is asked first and stays, whichever listener asked', () => {
  const { happened, page, say } = setUp();
  page.addEventListener('beforeunload', (event) => event.preventDefault());
  say('beforeunload');
  vi.advanceTimersByTime(60_000);
  expect(happened).toEqual([]);
  say('pagehide');
  expect(happened).toEqual(['left', 'hung up']);
});

test('C8: a page that stays after all, as after a download, is told so', () => {
  const { happened, say } = setUp();
  say('beforeunload');
  vi.advanceTimersByTime(10_001);
  expect(happened).toEqual(['left', 'hung up', 'stayed']);
});

test('C8: a page that goes into the browser’s cache hangs up, and reloads when it is shown again', () => {
  const { happened, say, stop } = setUp();
  say('pageshow', { persisted: false });
  expect(happened).toEqual([]);
  say('pagehide', { persisted: true });
  say('pageshow', { persisted: true });
  expect(happened).toEqual(['left', 'hung up', 'reloaded']);
  stop();
  say('pagehide');
  expect(happened).toHaveLength(3);
});
