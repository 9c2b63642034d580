import { expect, it } from 'vitest';
import type { CallSession } from '../../calling/call/session.ts';
import { keepPlaces, orderCalls } from './orderCalls.ts';

/** Creates the part of a session that the order depends on. Times are in milliseconds. */
const createSession = (key: string, connectedAt: number | null, heldSince: number | null) =>
  ({ key, call: { get: () => ({ connectedAt, heldSince }) } }) as unknown as CallSession;

it('puts the front call first, then the longest hold, then calls that are being set up', () => {
  const sessions = [
    createSession('resumed meanwhile', 1, 50),
    createSession('being set up', null, null),
    createSession('not held yet', 2, null),
    createSession('longest hold', 3, 20),
    createSession('front', 4, null),
  ];
  expect(orderCalls(sessions, 'front').map(({ key }) => key)).toEqual([
    'front',
    'longest hold',
    'resumed meanwhile',
    'not held yet',
    'being set up',
  ]);
});

it.each<[what: string, rows: string, shown: string]>([
  ['keeps the place of a call that has ended', 'ac', 'abc'],
  ['keeps the places of several', 'c', 'abc'],
  ['keeps no place below the last call', 'ab', 'ab'],
  ['keeps no place without a call', '', ''],
  ['closes up when a call is added', 'dac', 'dac'],
  ['closes up when the calls change their order', 'ca', 'ca'],
])('%s', (_what, rows, shown) => {
  expect(keepPlaces('abc'.split(''), rows.split(''))).toEqual(shown.split(''));
});
