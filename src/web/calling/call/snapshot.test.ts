import type { CallState, RemoteParticipantState } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { readHold } from './snapshot.ts';

const createParticipants = (...states: RemoteParticipantState[]) => states.map((state) => ({ state }));
const notHeld = { heldBy: null, heldSince: null };

test.each<[CallState, RemoteParticipantState[], ReturnType<typeof readHold>['heldBy']]>([
  ['Connected', ['Connected'], null],
  ['LocalHold', ['Connected'], 'user'],
  ['RemoteHold', ['Hold'], 'other'],
  ['LocalHold', ['Hold'], 'both'],
  ['LocalHold', ['Hold', 'Connected'], 'user'],
])('a call in the state %s with participants in the states %j is held by %s', (state, others, holder) => {
  expect(readHold(state, createParticipants(...others), notHeld).heldBy).toBe(holder);
});

test('a hold keeps its beginning until no side holds the call', () => {
  vi.useFakeTimers({ now: 1000 });
  const userHolds = readHold('LocalHold', createParticipants('Connected'), notHeld);
  vi.setSystemTime(2000);
  const bothHold = readHold('LocalHold', createParticipants('Hold'), userHolds);
  const otherHolds = readHold('RemoteHold', createParticipants('Hold'), bothHold);
  expect([userHolds, bothHold, otherHolds].map(({ heldSince }) => heldSince)).toEqual([1000, 1000, 1000]);
  const resumed = readHold('Connected', createParticipants('Connected'), otherHolds);
  expect(resumed).toEqual(notHeld);
  expect(readHold('LocalHold', [], resumed).heldSince).toBe(2000);
});
