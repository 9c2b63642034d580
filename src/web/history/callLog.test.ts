import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PhoneSnapshot } from '../calling/phoneState.ts';
import { storage } from '../fixtures/storage.ts';
import { createStore } from '../base/store.ts';
import { keepCallLog } from './callLog.ts';
import { createHistory } from './history.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { CallSnapshot } from '../calling/call/snapshot.ts';

storage();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A phone in one call. */
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
  const log = keepCallLog({ state, session: () => session }, createHistory('alice'));
  return {
    log,
    end: () => state.set({ ...state.get(), calls: [] }),
    change: (next: Partial<CallSnapshot>) => call.set({ ...call.get(), ...next }),
  };
}
/** What another page of the same browser reads. */
const entries = () => createHistory('alice').entries.get();

test('C23: a call is in the history from its beginning, and its entry follows it', () => {
  const { change } = inCall();
  expect(entries()).toMatchObject([
    { key: 'call', other: '8:orgid:b', outcome: 'unanswered', seconds: null },
  ]);
  change({ state: 'Connected', connectedAt: Date.now(), isLocalVideoStarted: true });
  change({ isLocalVideoStarted: false });
  expect(entries()).toMatchObject([{ outcome: 'placed', withVideo: true }]);
});

test('C23: a call that was taken is one that was answered, from its beginning', () => {
  inCall({ direction: 'Incoming', state: 'Connecting' });
  expect(entries()).toMatchObject([{ outcome: 'answered' }]);
});

test('C23: a call whose id changes while it is set up is one entry', () => {
  const { change } = inCall();
  change({ id: 'another' });
  expect(entries().map(({ key }) => key)).toEqual(['another']);
});

test('C23: a page that is left notes how long its call was connected', () => {
  const { log, change } = inCall({ state: 'Connected', connectedAt: Date.now() });
  vi.advanceTimersByTime(65_000);
  log.end();
  // It is hung up as the page goes.
  change({ state: 'Disconnecting' });
  expect(entries()).toMatchObject([{ outcome: 'placed', seconds: 65 }]);
});

test('C23: what the phone writes at the end of a call stays', () => {
  const { change, end } = inCall({ state: 'Connected', connectedAt: 0 });
  const [entry] = entries();
  const history = createHistory('alice');
  change({ state: 'Disconnected' });
  if (entry) history.put({ ...entry, seconds: 7 });
  end();
  expect(entries()).toMatchObject([{ key: 'call', seconds: 7 }]);
});
