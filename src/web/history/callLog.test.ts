import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PhoneSnapshot } from '../calling/phoneState.ts';
import { storage } from '../fixtures/storage.ts';
import { createStore } from '../base/store.ts';
import { startCallLog } from './callLog.ts';
import { createHistory } from './history.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { CallSnapshot } from '../calling/call/snapshot.ts';

storage();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Starts the log of a phone that is in one call. */
function inCall(part: Partial<CallSnapshot> = {}) {
  const call = createStore({
    id: 'call',
    direction: 'Outgoing',
    state: 'Ringing',
    other: '8:orgid:b',
    connectedAt: null,
    isLocalVideoStarted: false,
    ...part,
  } as CallSnapshot);
  const session = {
    call,
    callBack: () => ({ kind: 'people', rawIds: [call.get().other] }),
  } as unknown as CallSession;
  const state = createStore({ calls: ['key'] } as unknown as PhoneSnapshot);
  const log = startCallLog({ state, session: () => session }, createHistory('alice'));
  return {
    log,
    end: () => state.set({ ...state.get(), calls: [] }),
    change: (next: Partial<CallSnapshot>) => call.set({ ...call.get(), ...next }),
  };
}
/** The entries that another page of the same browser reads. */
const entries = () => createHistory('alice').entries.get();

test('C23: writes a call into the history when it begins, and updates the entry while the call goes on', () => {
  const { change } = inCall();
  expect(entries()).toMatchObject([
    { key: 'call', other: '8:orgid:b', outcome: 'unanswered', seconds: null },
  ]);
  change({ state: 'Connected', connectedAt: Date.now(), isLocalVideoStarted: true });
  change({ isLocalVideoStarted: false });
  expect(entries()).toMatchObject([{ outcome: 'placed', withVideo: true }]);
});

test('C23: writes an accepted call as answered even before it is connected', () => {
  inCall({ direction: 'Incoming', state: 'Connecting' });
  expect(entries()).toMatchObject([{ outcome: 'answered' }]);
});

test('C23: keeps one entry for a call whose id changes during set-up', () => {
  const { change } = inCall();
  change({ id: 'another' });
  expect(entries().map(({ key }) => key)).toEqual(['another']);
});

test('C23: writes how long the call was connected when the user leaves the page', () => {
  const { log, change } = inCall({ state: 'Connected', connectedAt: Date.now() });
  vi.advanceTimersByTime(65_000);
  log.end();
  // The phone hangs up while the page closes.
  change({ state: 'Disconnecting' });
  expect(entries()).toMatchObject([{ outcome: 'placed', seconds: 65 }]);
});

test('C23: keeps the entry that the phone writes at the end of a call', () => {
  const { change, end } = inCall({ state: 'Connected', connectedAt: 0 });
  const [entry] = entries();
  const history = createHistory('alice');
  change({ state: 'Disconnected' });
  if (entry) history.put({ ...entry, seconds: 7 });
  end();
  expect(entries()).toMatchObject([{ key: 'call', seconds: 7 }]);
});
