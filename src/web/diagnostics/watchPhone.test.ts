import { expect, it } from 'vitest';
import type { PhoneSnapshot } from '../calling/phoneState.ts';
import type { DeviceList } from '../calling/devices/devices.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { CallSnapshot, EndedCall } from '../calling/call/snapshot.ts';
import { createDiagnosticsLog } from './diagnosticsLog.ts';
import { fail } from '../errors/problem.ts';
import { createStore } from '../base/store.ts';
import { listRecentCalls } from './recentCalls.ts';
import { watchPhone, type WatchedPhone } from './watchPhone.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';

const bobRawId = '8:orgid:b0000000-0000-4000-8000-00000000000b';

/** Watches a phone whose only possible call is an outgoing call to Bob, with the session key `key`. */
function watchTestPhone() {
  const noCalls = { calls: [], front: null, incoming: [], ended: null, problems: [] };
  const state = createStore({ connection: 'Connected', ...noCalls } as unknown as PhoneSnapshot);
  const placedCall = { direction: 'Outgoing', other: bobRawId, isReconnecting: false };
  const call = createStore({ id: 'first-id', state: 'Connecting', ...placedCall } as CallSnapshot);
  const features = createStore<Readonly<Record<string, { state: unknown; pending: boolean }>>>({});
  const deviceList = createStore<DeviceList>({ microphones: [], cameras: [], speakers: [] });
  const phone = {
    state,
    findSession: () => ({ key: 'key', call, features }) as unknown as CallSession,
    devices: { list: deviceList },
  } as unknown as WatchedPhone;
  const log = createDiagnosticsLog('alice', () => {
    throw new Error('no storage');
  });
  watchPhone(phone, log);
  const updatePhone = (changes: object) => state.set({ ...state.get(), ...changes });
  const updateCall = (changes: object) => call.set({ ...call.get(), ...changes });
  return { updatePhone, updateCall, features, deviceList, log };
}

it('W1: merges the events of a call into one entry with its last id, its states, its diagnostics and its end code', () => {
  const { updatePhone, updateCall, features, log } = watchTestPhone();
  updatePhone({ calls: ['key'], front: 'key' });
  updateCall({ id: 'call-id', state: 'Connected', isEmergencyCall: false });
  features.set({ diagnostics: { state: { networkSendQuality: 3 }, pending: false } });
  updateCall({ state: 'Disconnected' });
  const call = { id: 'call-id', direction: 'Outgoing', other: bobRawId };
  const ended = { ...call, code: '410/3101', kind: 'network', seconds: 12 };
  updatePhone({ calls: [], front: null, ended: ended as EndedCall });
  const eventCount = log.events().length;
  updateCall({ state: 'Connected' });
  // The log does not watch a call that has ended.
  expect(log.events()).toHaveLength(eventCount);
  const time = expect.any(String);
  const end = { endedAt: time, endCode: 410, endSubCode: 3101, endReason: 'network', seconds: 12 };
  const recentCalls = listRecentCalls(log.events(), []);
  expect(recentCalls).toMatchObject([{ ...call, ...end, connectedAt: time, isEmergencyCall: false }]);
  const { states, quality } = recentCalls[0] ?? {};
  expect(states?.map((text) => text.split(' ')[0])).toEqual(['Connecting', 'Connected', 'Disconnected']);
  expect(quality).toEqual([expect.stringMatching(/^networkSendQuality=3 /)]);
});

it('W1: logs changes of the agent, of incoming calls, of devices and of problems', () => {
  const { updatePhone, deviceList, log } = watchTestPhone();
  updatePhone({ connection: 'Disconnected' });
  updatePhone({ incoming: [{ key: 'ring', callerId: bobRawId }] });
  updatePhone({ incoming: [] });
  deviceList.set({ microphones: [{ id: 'm', name: 'Secret headset' }], cameras: [], speakers: [] });
  updatePhone({ problems: [fail('agent-refused', { detail: '403/40231' }).problem] });
  expect(log.events().map(({ at: _at, ...event }) => event)).toEqual([
    { kind: 'agent', what: 'Connected' },
    { kind: 'agent', what: 'Disconnected' },
    { kind: 'ring', what: 'began', id: 'ring', other: bobRawId },
    { kind: 'ring', what: 'ended', id: 'ring' },
    { kind: 'device', what: 'counted', microphones: 1, cameras: 0, speakers: 0 },
    { kind: 'problem', what: 'agent-refused', detail: '403/40231' },
  ]);
});

it('W1: lists the calls of the call history that are not in the log, with their end codes', () => {
  const entry = createTestEntry({ key: 'old', outcome: 'unanswered', code: '487/10004' });
  expect(listRecentCalls([], [entry])).toMatchObject([
    { id: 'old', direction: 'Outgoing', endCode: 487, endSubCode: 10_004, outcome: 'unanswered' },
  ]);
});
