import type { CallState, TeamsCall } from '@azure/communication-calling';
import { beforeEach, expect, test, vi } from 'vitest';
import { createCalls, type CallList } from './calls.ts';
import type { Sdk } from './sdk.ts';

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});

const sdk = {
  Features: { UserFacingDiagnostics: {} },
  DiagnosticQuality: { Poor: 2, Bad: 3 },
} as unknown as Sdk;

/** As much of a call as holding and resuming needs. */
function fakeCall(id: string, first: CallState) {
  const listeners = new Set<() => void>();
  let state = first;
  const become = (next: CallState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const call = {
    id,
    direction: 'Incoming',
    callerInfo: {},
    get state() {
      return state;
    },
    remoteParticipants: [],
    localVideoStreams: [],
    on: (event: string, listener: () => void) => event === 'stateChanged' && listeners.add(listener),
    off: (_event: string, listener: () => void) => listeners.delete(listener),
    feature: () => ({ network: { getLatest: () => ({}), on: () => {}, off: () => {} } }),
    hold: vi.fn(async () => become('LocalHold')),
    resume: async () => become('Connected'),
  };
  return { call: call as unknown as TeamsCall & typeof call, become };
}

function open() {
  let list: CallList = { calls: [], front: null };
  const see = (next: CallList) => {
    list = next;
  };
  const calls = createCalls({
    sdk,
    devices: {} as never,
    ownId: '8:orgid:a',
    createThread: vi.fn(),
    features: [],
    onProblem: vi.fn(),
    onOpened: see,
    onFront: see,
    onEnded: see,
  });
  return { calls, list: () => list };
}

test('a call that is answered only after another was brought in front goes on hold: nobody hears both', async () => {
  const { calls, list } = open();
  const [first, second] = [fakeCall('1', 'LocalHold'), fakeCall('2', 'Connecting')];
  calls.open(first.call);
  calls.open(second.call);
  await calls.switchTo(list().calls[0] ?? '');
  expect(first.call.state).toBe('Connected');
  second.become('Connected');
  await vi.waitFor(() => expect(second.call.state).toBe('LocalHold'));
  expect(first.call.state).toBe('Connected');
  expect(second.call.hold).toHaveBeenCalledTimes(1);
});

test('while the one in front only rings, the one behind may be taken off hold by the other side', () => {
  const { calls } = open();
  const [first, second] = [fakeCall('1', 'RemoteHold'), fakeCall('2', 'Ringing')];
  calls.open(first.call);
  calls.open(second.call);
  first.become('Connected');
  expect(first.call.hold).not.toHaveBeenCalled();
});
