import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { pauseRendering } from '../base/renderingPause.ts';
import type { PhoneSnapshot } from '../calling/phoneState.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createStore } from '../base/store.ts';
import { startCallLog } from './callLog.ts';
import { createHistory } from './history.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { CallSnapshot } from '../calling/call/snapshot.ts';

stubLocalStorage();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Starts the log of a phone that has one outgoing call, which rings. @param changes replaces properties of this call */
function startLogDuringCall(changes: Partial<CallSnapshot> = {}) {
  const call = createStore({
    id: 'call',
    direction: 'Outgoing',
    state: 'Ringing',
    other: '8:orgid:b',
    otherName: null,
    connectedAt: null,
    isLocalVideoStarted: false,
    via: null,
    ...changes,
  } as CallSnapshot);
  const session = {
    call,
    findRejoinTarget: () => ({ kind: 'people', rawIds: [call.get().other] }),
  } as unknown as CallSession;
  const state = createStore({ calls: ['key'] } as unknown as PhoneSnapshot);
  const log = startCallLog({ state, findSession: () => session }, createHistory('alice'));
  return {
    log,
    /** Removes the call from the phone, as when it has ended. */
    removeCall: () => state.set({ ...state.get(), calls: [] }),
    changeCall: (change: Partial<CallSnapshot>) => call.set({ ...call.get(), ...change }),
  };
}
/** Reads the stored entries, as another page of this browser does. */
const readEntries = () => createHistory('alice').entries.get();

test('C23: writes an entry when a call begins, and updates the entry while the call goes on', () => {
  const { changeCall } = startLogDuringCall();
  expect(readEntries()).toMatchObject([
    { key: 'call', other: '8:orgid:b', outcome: 'unanswered', seconds: null },
  ]);
  changeCall({ state: 'Connected', connectedAt: Date.now(), isLocalVideoStarted: true });
  changeCall({ isLocalVideoStarted: false });
  expect(readEntries()).toMatchObject([{ outcome: 'placed', withVideo: true }]);
});

test('C23: writes a call that is being set up when the rendering is no longer paused, or when the user leaves the page', () => {
  const endPause = pauseRendering();
  onTestFinished(endPause);
  const { log, changeCall } = startLogDuringCall();
  expect(readEntries()).toEqual([]);
  log.writeDurations();
  expect(readEntries()).toMatchObject([{ outcome: 'unanswered' }]);
  changeCall({ connectedAt: Date.now() });
  expect(readEntries()).toMatchObject([{ outcome: 'unanswered' }]);
  endPause();
  vi.runAllTimers();
  expect(readEntries()).toMatchObject([{ outcome: 'placed' }]);
});

test('C23: writes an incoming call as answered as soon as the user accepts it, before it is connected', () => {
  startLogDuringCall({ direction: 'Incoming', state: 'Connecting' });
  expect(readEntries()).toMatchObject([{ outcome: 'answered' }]);
});

test('writes the name that the SDK gives for the caller, and follows a change of that name', () => {
  const { changeCall } = startLogDuringCall({ direction: 'Incoming', state: 'Connected' });
  changeCall({ otherName: 'Ada' });
  expect(readEntries()).toMatchObject([{ name: 'Ada' }]);
  changeCall({ otherName: 'Ada Lovelace' });
  expect(readEntries()).toMatchObject([{ name: 'Ada Lovelace' }]);
});

test('C23: keeps one entry for a call whose id changes during set-up', () => {
  const { changeCall } = startLogDuringCall();
  changeCall({ id: 'another' });
  expect(readEntries().map(({ key }) => key)).toEqual(['another']);
});

test('C23: writes how long the call was connected when the user leaves the page', () => {
  const { log, changeCall } = startLogDuringCall({ state: 'Connected', connectedAt: Date.now() });
  vi.advanceTimersByTime(65_000);
  log.writeDurations();
  // The phone hangs up when the user leaves the page. The hang-up must not change the entry.
  changeCall({ state: 'Disconnecting' });
  expect(readEntries()).toMatchObject([{ outcome: 'placed', seconds: 65 }]);
});

test('C23: does not overwrite the entry that the phone writes when the call ends', () => {
  const { changeCall, removeCall } = startLogDuringCall({ state: 'Connected', connectedAt: 0 });
  const [entry] = readEntries();
  const history = createHistory('alice');
  changeCall({ state: 'Disconnected' });
  if (entry) history.put({ ...entry, seconds: 7 });
  removeCall();
  expect(readEntries()).toMatchObject([{ key: 'call', seconds: 7 }]);
});
