import { expect, it } from 'vitest';
import type { PhoneSnapshot } from '../calling/phoneState.ts';
import type { DeviceList } from '../calling/devices/devices.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { CallSnapshot, EndedCall } from '../calling/call/snapshot.ts';
import { createDiagnosticsLog } from './diagnosticsLog.ts';
import { fail } from '../errors/problem.ts';
import { createStore } from '../base/store.ts';
import { recentCalls } from './recentCalls.ts';
import { watchPhone, type WatchedPhone } from './watchPhone.ts';

const bob = '8:orgid:b0000000-0000-4000-8000-00000000000b';

function setUp() {
  const state = createStore({
    connection: 'Connected',
    calls: [],
    front: null,
    incoming: [],
    ended: null,
    problems: [],
  } as unknown as PhoneSnapshot);
  const call = createStore({
    id: 'first-id',
    state: 'Connecting',
    direction: 'Outgoing',
    other: bob,
    isReconnecting: false,
  } as unknown as CallSnapshot);
  const features = createStore<Readonly<Record<string, { state: unknown; pending: boolean }>>>({});
  const list = createStore<DeviceList>({ microphones: [], cameras: [], speakers: [] });
  const phone = {
    state,
    findSession: () => ({ key: 'key', call, features }) as unknown as CallSession,
    devices: { list },
  } as unknown as WatchedPhone;
  const log = createDiagnosticsLog('alice', () => {
    throw new Error('no storage');
  });
  const stop = watchPhone(phone, log);
  const update = (part: object) => state.set({ ...state.get(), ...part });
  const change = (part: object) => call.set({ ...call.get(), ...part });
  return { update, change, features, list, log, stop };
}

it('W1: one call is one entry with its last id, states, diagnostics and end code', () => {
  const { update, change, features, log } = setUp();
  update({ calls: ['key'], front: 'key' });
  change({ id: 'call-id', state: 'Connected', isEmergencyCall: false });
  features.set({ diagnostics: { state: { networkSendQuality: 3 }, pending: false } });
  change({ state: 'Disconnected' });
  const ended = {
    id: 'call-id',
    code: '410/3101',
    kind: 'network',
    seconds: 12,
    direction: 'Outgoing',
    other: bob,
  };
  update({ calls: [], front: null, ended: ended as EndedCall });
  expect(recentCalls(log.events(), [])).toMatchObject([
    {
      id: 'call-id',
      direction: 'Outgoing',
      other: bob,
      connectedAt: expect.any(String),
      endedAt: expect.any(String),
      endCode: 410,
      endSubCode: 3101,
      endReason: 'network',
      seconds: 12,
      isEmergencyCall: false,
      states: [
        expect.stringMatching(/^Connecting /),
        expect.stringMatching(/^Connected /),
        expect.stringMatching(/^Disconnected /),
      ],
      quality: [expect.stringMatching(/^networkSendQuality=3 /)],
    },
  ]);
});

it('W1: changes of the agent, of incoming calls, of devices and of problems are logged', () => {
  const { update, list, log } = setUp();
  update({ connection: 'Disconnected' });
  update({ incoming: [{ key: 'ring', callerId: bob }] });
  update({ incoming: [] });
  list.set({ microphones: [{ id: 'm', name: 'Secret headset' }], cameras: [], speakers: [] });
  update({ problems: [fail('agent-refused', { detail: '403/40231' }).problem] });
  expect(log.events().map(({ at: _at, ...event }) => event)).toEqual([
    { kind: 'agent', what: 'Connected' },
    { kind: 'agent', what: 'Disconnected' },
    { kind: 'ring', what: 'began', id: 'ring', other: bob },
    { kind: 'ring', what: 'ended', id: 'ring' },
    { kind: 'device', what: 'counted', microphones: 1, cameras: 0, speakers: 0 },
    { kind: 'problem', what: 'agent-refused', detail: '403/40231' },
  ]);
});

it('W1: nothing listens to a call that has ended', () => {
  const { update, change, log } = setUp();
  update({ calls: ['key'], front: 'key' });
  update({ calls: [], front: null });
  const before = log.events().length;
  change({ state: 'Disconnected' });
  expect(log.events()).toHaveLength(before);
});

it('W1: calls that this tab has not seen come from the history, with their codes', () => {
  const entry = { key: 'old', other: bob, name: null, target: null, withVideo: false, at: 0, seconds: null };
  expect(recentCalls([], [{ ...entry, outcome: 'unanswered', code: '487/10004' }])).toMatchObject([
    { id: 'old', direction: 'Outgoing', endCode: 487, endSubCode: 10_004, outcome: 'unanswered' },
  ]);
});
