import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createStore } from '../base/store.ts';
import type { Phone } from '../calling/phone.ts';
import { createConsentStates } from '../consent/consents.ts';
import { Settings } from '../settings/settings.ts';
import { createOwnPresence } from './ownPresence.ts';
import type { Presence, Presences } from './presence.ts';
import { sharePresence } from './sharePresence.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});

/** A user with a phone. `setTeamsPresence` changes what Teams shows, for example in the Teams app. */
function openPhone(consent: 'granted' | 'needed', { otherTabHasCalls = false } = {}) {
  const teamsPresence = createStore<Presence | null>(null);
  const presences: Pick<Presences, 'get' | 'assume' | 'watch'> = {
    get: teamsPresence.get,
    assume: (_oid, presence) => teamsPresence.set(presence),
    watch: (_oid, listener) => teamsPresence.subscribe(listener),
  };
  const source = {
    choose: vi.fn(async (_presence: unknown) => true),
    reset: vi.fn(async () => true),
    report: vi.fn(async (_presence: { activity: string }) => true),
  };
  const state = createStore({ calls: [] as unknown[] });
  const settings = createStore(Settings.parse({}));
  const phone = { state, settings } as unknown as Pick<Phone, 'state' | 'settings'>;
  const states = createStore(createConsentStates(consent));
  const ownPresence = createOwnPresence(source, presences, 'alice');
  const callsInTabs = { setHasCalls: () => undefined, hasCalls: async () => otherTabHasCalls };
  onTestFinished(sharePresence(phone, ownPresence, { states, check: () => undefined }, callsInTabs));
  const isDoNotDisturb = () => settings.get().doNotDisturb;
  const setDoNotDisturb = (doNotDisturb: boolean) => settings.set({ ...settings.get(), doNotDisturb });
  const setCallCount = (count: number) => state.set({ calls: Array.from({ length: count }) });
  return {
    source,
    ownPresence,
    setTeamsPresence: teamsPresence.set,
    isDoNotDisturb,
    setDoNotDisturb,
    setCallCount,
  };
}

test('reports In a call at once, again before Teams forgets it, and Available after the call', async () => {
  const { source, setCallCount } = openPhone('granted');
  setCallCount(1);
  setCallCount(2);
  expect(source.report.mock.calls.map(([{ activity }]) => activity)).toEqual(['InACall']);
  await vi.advanceTimersByTimeAsync(8 * 60_000);
  expect(source.report).toHaveBeenCalledTimes(3);
  setCallCount(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(source.report).toHaveBeenLastCalledWith({ availability: 'Available', activity: 'Available' });
});

test('B15: reports In a call, not Available, while another tab of the user has a call', async () => {
  const { source, setCallCount } = openPhone('granted', { otherTabHasCalls: true });
  setCallCount(1);
  setCallCount(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(source.report.mock.calls.map(([{ activity }]) => activity)).toEqual(['InACall']);
});

test('follows Do not disturb in Teams, and tells Teams about the switch in the app', async () => {
  const { source, setTeamsPresence, isDoNotDisturb, setDoNotDisturb } = openPhone('granted');
  setTeamsPresence('available');
  setTeamsPresence('doNotDisturb');
  expect(isDoNotDisturb()).toBe(true);
  expect(source.choose).not.toHaveBeenCalled();
  setDoNotDisturb(false);
  expect(source.reset).toHaveBeenCalledOnce();
  // Teams may show the old presence for a moment.
  setTeamsPresence('doNotDisturb');
  expect(isDoNotDisturb()).toBe(false);
  setDoNotDisturb(true);
  await vi.advanceTimersByTimeAsync(0);
  const doNotDisturb = { availability: 'DoNotDisturb', activity: 'DoNotDisturb' };
  expect(source.choose).toHaveBeenCalledExactlyOnceWith(doNotDisturb);
});

test('applies a presence that the user chooses in the menu to Do not disturb of the app', async () => {
  const { source, ownPresence, setTeamsPresence, isDoNotDisturb } = openPhone('granted');
  setTeamsPresence('available');
  await ownPresence.choose('doNotDisturb');
  expect(isDoNotDisturb()).toBe(true);
  await ownPresence.choose('busy');
  expect(isDoNotDisturb()).toBe(false);
  expect(source.choose).toHaveBeenCalledTimes(2);
  expect(source.reset).not.toHaveBeenCalled();
});

test('sends nothing to Teams without the consent, and keeps Do not disturb in the app', () => {
  const { source, setTeamsPresence, isDoNotDisturb, setDoNotDisturb, setCallCount } = openPhone('needed');
  setCallCount(1);
  setTeamsPresence('available');
  setDoNotDisturb(true);
  setTeamsPresence('busy');
  expect(isDoNotDisturb()).toBe(true);
  for (const send of Object.values(source)) expect(send).not.toHaveBeenCalled();
});
