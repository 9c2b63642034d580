import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { pauseRendering } from '../base/renderingPause.ts';
import { createStore } from '../base/store.ts';
import { storageFaults } from '../base/storedValue.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { CallSnapshot, EndedCall, IncomingSnapshot } from '../calling/call/snapshot.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { startCallLog } from './callLog.ts';
import { createHistory } from './history.ts';

stubLocalStorage();
beforeEach(() => void vi.useFakeTimers());

/** Starts the log of a phone that has one outgoing call, which rings. @param changes replaces properties of this call */
function startLogDuringCall(changes: Partial<CallSnapshot> = {}) {
  const call = createStore({
    id: 'call',
    direction: 'Outgoing',
    state: 'Ringing',
    other: '8:orgid:b',
    otherName: null,
    connectedAt: null,
    ...changes,
  } as CallSnapshot);
  const readRecord = () => {
    const snapshot = call.get();
    const seconds = snapshot.connectedAt === null ? null : 0;
    return { ...snapshot, target: null, withVideo: false, startedAt: 1, seconds } as unknown as EndedCall;
  };
  const session = { call, readRecord } as unknown as CallSession;
  const state = createStore({ calls: ['key'], front: 'key', incoming: [] as readonly IncomingSnapshot[] });
  const log = startCallLog({ state, findSession: () => session }, createHistory('alice'));
  return {
    log,
    /** Removes the call from the phone, as when it has ended. */
    ring: (incoming: IncomingSnapshot) => state.set({ ...state.get(), incoming: [incoming] }),
    removeCall: () => state.set({ ...state.get(), calls: [] }),
    changeCall: (change: Partial<CallSnapshot>) => call.set({ ...call.get(), ...change }),
    /** Changes something of the phone that does not concern the call, such as the problems on the screen. */
    changePhone: () => state.set({ ...state.get() }),
  };
}
/** Reads the stored entries, as another page of this browser does. */
const readEntries = () => createHistory('alice').entries.get();

test('C23: the log writes an entry when a call begins, and updates it while the call goes on', () => {
  const { changeCall } = startLogDuringCall();
  expect(readEntries()).toMatchObject([
    { key: 'call', other: '8:orgid:b', outcome: 'unanswered', seconds: null, at: 1 },
  ]);
  changeCall({ state: 'Connected', connectedAt: Date.now(), otherName: 'Ada' });
  expect(readEntries()).toMatchObject([{ outcome: 'placed', name: 'Ada', seconds: null }]);
  // The SDK may change the id of a call during set-up.
  changeCall({ id: 'another' });
  expect(readEntries().map(({ key }) => key)).toEqual(['another']);
});

test('C23: the log writes a call that is being set up when the rendering goes on, or when the user leaves the page', () => {
  const endPause = pauseRendering();
  onTestFinished(endPause);
  const { log, changeCall } = startLogDuringCall();
  expect(readEntries()).toEqual([]);
  log.writeBeforeLeaving();
  expect(readEntries()).toMatchObject([{ outcome: 'unanswered' }]);
  changeCall({ connectedAt: Date.now() });
  expect(readEntries()).toMatchObject([{ outcome: 'unanswered' }]);
  endPause();
  vi.runAllTimers();
  expect(readEntries()).toMatchObject([{ outcome: 'placed' }]);
});

test('the log writes a call that rings when the user leaves the page', () => {
  const { log, ring, removeCall } = startLogDuringCall();
  removeCall();
  const caller = { callerId: '4:+14255550100', displayName: null, via: null };
  const origin = { onBehalfOf: null, customContext: null, companyCall: null };
  ring({ key: 'ringing', ringingSince: 2, isAnswering: false, ...caller, ...origin });
  expect(readEntries().map(({ key }) => key)).toEqual(['call']);
  log.writeBeforeLeaving();
  expect(readEntries()).toMatchObject([
    { key: 'ringing', other: '4:+14255550100', outcome: 'unknown', at: 2, seconds: null },
    { key: 'call' },
  ]);
});

test('C23: the log writes an incoming call as answered as soon as the user accepts it, before it is connected', () => {
  startLogDuringCall({ direction: 'Incoming', state: 'Connecting' });
  expect(readEntries()).toMatchObject([{ outcome: 'answered' }]);
});

test('C23: the log writes how long the call was connected when the user leaves the page', () => {
  const { log, changeCall } = startLogDuringCall({ state: 'Connected', connectedAt: Date.now() });
  vi.advanceTimersByTime(65_000);
  log.writeBeforeLeaving();
  // The phone hangs up when the user leaves the page. The hang-up must not change the entry.
  changeCall({ state: 'Disconnecting' });
  expect(readEntries()).toMatchObject([{ outcome: 'placed', seconds: 65 }]);
});

test('C23: the log does not overwrite the entry that the phone writes when the call ends', () => {
  const { changeCall, removeCall } = startLogDuringCall({ state: 'Connected', connectedAt: 0 });
  const [entry] = readEntries();
  changeCall({ state: 'Disconnected' });
  if (entry) createHistory('alice').put({ ...entry, seconds: 7 });
  removeCall();
  expect(readEntries()).toMatchObject([{ key: 'call', seconds: 7 }]);
});

test('B7: a full storage with an entry of a newer build costs no entry, although the phone reports both faults', () => {
  const key = 'switchboard.kept.history.alice';
  const older = {
    key: 'older',
    other: null,
    name: 'Ada',
    outcome: 'placed',
    withVideo: false,
    at: 2,
    seconds: 5,
  };
  const { changeCall, changePhone } = startLogDuringCall({ state: 'Disconnected' });
  localStorage.setItem(key, JSON.stringify({ entries: [older, { form: 99 }], seenAt: 0 }));
  onTestFinished(storageFaults.subscribe(changePhone));
  const full = vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  changeCall({ state: 'Ringing' });
  // A report must not lead to another attempt, which would lead to another report.
  expect(full).toHaveBeenCalledOnce();
  full.mockRestore();
  changeCall({ state: 'Connected', connectedAt: 2 });
  expect(readEntries().map((entry) => entry.key)).toEqual(['older', 'call']);
  expect(localStorage.getItem(key)).toContain('"form":99');
});
