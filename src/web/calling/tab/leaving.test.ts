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
  const dispatch = (type: string, part: object = {}) =>
    page.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), part));
  return { happened, page, dispatch, stop };
}

test('C8: a page that the user leaves runs onLeave, then hangs up its calls', () => {
  const { happened, dispatch } = setUp();
  dispatch('beforeunload');
  vi.advanceTimersByTime(1);
  expect(happened).toEqual(['left', 'hung up']);
});

test('C8: a page that gets no beforeunload event hangs up at pagehide', () => {
  const { happened, dispatch } = setUp();
  dispatch('pagehide', { persisted: false });
  expect(happened).toEqual(['left', 'hung up']);
});

test('C8: a call goes on if the browser asks the user and the user stays, whichever listener asked', () => {
  const { happened, page, dispatch } = setUp();
  page.addEventListener('beforeunload', (event) => event.preventDefault());
  dispatch('beforeunload');
  vi.advanceTimersByTime(60_000);
  expect(happened).toEqual([]);
  dispatch('pagehide');
  expect(happened).toEqual(['left', 'hung up']);
});

test('C8: a page that stays, as after a link to a download, runs onStay', () => {
  const { happened, dispatch } = setUp();
  dispatch('beforeunload');
  vi.advanceTimersByTime(10_001);
  expect(happened).toEqual(['left', 'hung up', 'stayed']);
});

test('C8: a page that goes into the browser’s cache of pages hangs up, and reloads when it is shown again', () => {
  const { happened, dispatch, stop } = setUp();
  dispatch('pageshow', { persisted: false });
  expect(happened).toEqual([]);
  dispatch('pagehide', { persisted: true });
  dispatch('pageshow', { persisted: true });
  expect(happened).toEqual(['left', 'hung up', 'reloaded']);
  stop();
  dispatch('pagehide');
  expect(happened).toHaveLength(3);
});
