import type { CallState, TeamsCall } from '@azure/communication-calling';
import { beforeEach, expect, test, vi } from 'vitest';
import { createCalls } from './calls.ts';
import type { Sdk } from '../sdk/sdk.ts';
import type { EndedCall } from '../call/snapshot.ts';

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});

const sdk = {
  Features: { UserFacingDiagnostics: {} },
  DiagnosticQuality: { Poor: 2, Bad: 3 },
} as unknown as Sdk;

/** As much of a call as a session reads. */
function fakeCall(id: string, first: CallState, threadId?: string) {
  const listeners = new Set<() => void>();
  let state = first;
  let present: readonly string[] = [];
  const become = (next: CallState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const call = {
    id,
    direction: 'Incoming',
    callerInfo: {},
    info: { threadId },
    get state() {
      return state;
    },
    get remoteParticipants() {
      return present.map((microsoftTeamsUserId) => ({
        identifier: { kind: 'microsoftTeamsUser', microsoftTeamsUserId },
        state: 'Connected',
        videoStreams: [],
        on: () => {},
        off: () => {},
      }));
    },
    localVideoStreams: [],
    on: (event: string, listener: () => void) => event === 'stateChanged' && listeners.add(listener),
    off: (_event: string, listener: () => void) => listeners.delete(listener),
    feature: () => ({ network: { getLatest: () => ({}), on: () => {}, off: () => {} } }),
  };
  const isWith = (...ids: string[]) => {
    present = ids;
    become(state);
  };
  return { call: call as unknown as TeamsCall & typeof call, become, isWith };
}

function open() {
  const ended: EndedCall[] = [];
  const calls = createCalls({
    sdk,
    devices: {} as never,
    ownId: '8:orgid:a',
    createThread: vi.fn(),
    features: [],
    onProblem: vi.fn(),
    onNotice: vi.fn(),
    onList: vi.fn(),
    onEnded: (_list, call) => ended.push(call),
  });
  return { calls, ended };
}

test('a group call is remembered as everyone’s; a transfer, a meeting and a crowd as nobody’s but the last', () => {
  const { calls, ended } = open();
  const crowd = Array.from({ length: 30 }, (_, index) => String(index));
  const [group, meeting] = ['19:a@thread.v2', '19:meeting_a@thread.v2'];
  const played = [
    { threadId: group, companies: [['b', 'c'], ['c']] },
    { threadId: undefined, companies: [['b', 'c'], ['c']] },
    { threadId: meeting, companies: [['b', 'c']] },
    { threadId: group, companies: [['b', 'c'], crowd] },
  ];
  for (const { threadId, companies } of played) {
    const one = fakeCall(String(companies), 'Connected', threadId);
    calls.appeared(one.call, null);
    for (const company of companies) one.isWith(...company);
    one.become('Disconnected');
  }
  expect(ended.map(({ target }) => target)).toEqual([
    { kind: 'people', rawIds: ['8:orgid:b', '8:orgid:c'], threadId: group },
    null,
    null,
    null,
  ]);
});
