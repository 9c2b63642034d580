import type { TeamsCallAgent } from '@azure/communication-calling';
import { beforeEach, expect, test, vi } from 'vitest';
import { createStore } from '../../base/store.ts';
import type { CallSession } from '../call/session.ts';
import { createSimulatedRejoin } from '../../fixtures/simulatedPhone.ts';
import { createPageLife } from './pageLife.ts';
import type { WayBack } from './rejoinOffer.ts';

beforeEach(() => void vi.useFakeTimers());

/**
 * Simulates a page whose agent has two calls, of which the second cannot be hung up. `log` lists what happened, in order.
 * @param shownCalls the other participants of the calls that the phone knows, of which the last is on the screen
 * @param incoming the calls that ring
 */
function setUp(shownCalls: readonly string[] = [], incoming: readonly string[] = []) {
  const log: string[] = [];
  let notedCalls: readonly WayBack[] = [];
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { reload: () => log.push('reloaded') });
  const hangUp = async () => void log.push('hung up');
  const calls = [{ hangUp }, { hangUp: () => Promise.reject(new Error('gone')) }];
  const { watch, stop } = createPageLife();
  const rejoin = {
    ...createSimulatedRejoin(),
    markLeft: () => log.push('left'),
    markStayed: () => log.push('stayed'),
    noteCalls: (calls: readonly WayBack[]) => void (notedCalls = calls),
  };
  const sessions = new Map(
    shownCalls.map((key) => {
      const readRecord = () => ({ target: null, other: key === 'unknown' ? null : key, companyCall: null });
      return [key, { call: createStore({}), readRecord } as unknown as CallSession];
    }),
  );
  const phone = {
    rejoin,
    state: createStore({ calls: shownCalls, front: shownCalls.at(-1) ?? null, incoming }),
    findSession: (key: string) => sessions.get(key),
  };
  watch(phone, createStore({ calls } as unknown as TeamsCallAgent), () => log.push('saved'));
  /**
   * @param properties the event's
   * @returns whether the browser may leave the page without asking
   */
  const dispatch = (type: string, properties: object = {}) =>
    page.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), properties));
  return { log, page, dispatch, stop, readNotedCalls: () => notedCalls };
}
const leaving = ['saved', 'left', 'hung up'];

test('C8: hangs up the calls when the user leaves the page, and notes that the user stays if the page exists after 10 s', () => {
  const { log, dispatch } = setUp();
  expect(dispatch('beforeunload')).toBe(true);
  vi.advanceTimersByTime(1);
  expect(log).toEqual(leaving);
  vi.advanceTimersByTime(10_000);
  expect(log).toEqual([...leaving, 'stayed']);
});

test('C8: does not hang up if another listener makes the browser ask for confirmation, and the user stays', () => {
  const { log, page, dispatch } = setUp();
  page.addEventListener('beforeunload', (event) => event.preventDefault());
  dispatch('beforeunload');
  vi.advanceTimersByTime(60_000);
  expect(log).toEqual([]);
  dispatch('pagehide');
  expect(log).toEqual(leaving);
});

test.each([
  ['during a call', ['bob'], []],
  ['while a call rings', [], ['carol']],
])('lets the browser ask %s, and hangs up only when the user leaves', (_time, shownCalls, incoming) => {
  const { log, dispatch } = setUp(shownCalls, incoming);
  expect(dispatch('beforeunload')).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect(log).toEqual([]);
  dispatch('pagehide');
  expect(log).toEqual(leaving);
});

test('notes every call whose other participant is known, the one on the screen first', () => {
  const { readNotedCalls } = setUp(['bob', 'unknown', 'carol']);
  expect(readNotedCalls().map(({ target }) => target)).toEqual(
    ['carol', 'bob'].map((rawId) => ({ kind: 'people', rawIds: [rawId] })),
  );
});

test('C8: hangs up when the page goes into the back/forward cache, and reloads the page when it is shown again', () => {
  const { log, dispatch, stop } = setUp();
  dispatch('pageshow', { persisted: false });
  expect(log).toEqual([]);
  dispatch('pagehide', { persisted: true });
  dispatch('pageshow', { persisted: true });
  expect(log).toEqual([...leaving, 'reloaded']);
  stop();
  dispatch('pagehide');
  expect(log).toHaveLength(4);
});
