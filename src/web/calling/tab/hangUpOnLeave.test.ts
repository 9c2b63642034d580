import type { TeamsCall } from '@azure/communication-calling';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hangUpOnLeave } from './hangUpOnLeave.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Simulates a page with two calls, of which the second cannot be hung up. `log` lists what happened, in order. */
function setUp() {
  const log: string[] = [];
  const page = new EventTarget();
  const hangUp = async () => void log.push('hung up');
  const calls = [{ hangUp }, { hangUp: () => Promise.reject(new Error('gone')) }];
  const stop = hangUpOnLeave({
    getCalls: () => calls as unknown as readonly TeamsCall[],
    onLeave: () => log.push('left'),
    onStay: () => log.push('stayed'),
    page,
    reload: () => log.push('reloaded'),
  });
  /** Dispatches an event on the page. @param part further properties of the event */
  const dispatch = (type: string, part: object = {}) =>
    page.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), part));
  return { log, page, dispatch, stop };
}

test('C8: runs onLeave and then hangs up the calls when the user leaves the page', () => {
  const { log, dispatch } = setUp();
  dispatch('beforeunload');
  vi.advanceTimersByTime(1);
  expect(log).toEqual(['left', 'hung up']);
});

test('C8: hangs up at pagehide if the browser has sent no beforeunload event', () => {
  const { log, dispatch } = setUp();
  dispatch('pagehide', { persisted: false });
  expect(log).toEqual(['left', 'hung up']);
});

test('C8: does not hang up if another listener makes the browser ask for confirmation, and the user stays', () => {
  const { log, page, dispatch } = setUp();
  page.addEventListener('beforeunload', (event) => event.preventDefault());
  dispatch('beforeunload');
  vi.advanceTimersByTime(60_000);
  expect(log).toEqual([]);
  dispatch('pagehide');
  expect(log).toEqual(['left', 'hung up']);
});

test('C8: runs onStay if the page still exists after 10 s, as after a link to a download', () => {
  const { log, dispatch } = setUp();
  dispatch('beforeunload');
  vi.advanceTimersByTime(10_001);
  expect(log).toEqual(['left', 'hung up', 'stayed']);
});

test('C8: hangs up when the page goes into the back/forward cache, and reloads the page when it is shown again', () => {
  const { log, dispatch, stop } = setUp();
  dispatch('pageshow', { persisted: false });
  expect(log).toEqual([]);
  dispatch('pagehide', { persisted: true });
  dispatch('pageshow', { persisted: true });
  expect(log).toEqual(['left', 'hung up', 'reloaded']);
  stop();
  dispatch('pagehide');
  expect(log).toHaveLength(3);
});
