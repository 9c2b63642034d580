import type { CallState, TeamsCall } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { sessionSdk, stubBrowser } from '../../fixtures/sessionInNode.ts';
import { createCalls } from './calls.ts';
import type { EndedCall } from '../call/snapshot.ts';

stubBrowser();

/** The part of a call that a session reads. */
function simulatedCall(id: string, first: CallState, threadId?: string) {
  const listeners = new Set<() => void>();
  let state = first;
  let present: readonly string[] = [];
  const setState = (next: CallState) => {
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
  const setParticipants = (...ids: string[]) => {
    present = ids;
    setState(state);
  };
  return { call: call as unknown as TeamsCall & typeof call, setState, setParticipants };
}

function open() {
  const ended: EndedCall[] = [];
  const calls = createCalls({
    sdk: sessionSdk,
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

test('the target of an ended group call is all its participants; other calls and very large groups have none', () => {
  const { calls, ended } = open();
  const manyPeople = Array.from({ length: 30 }, (_, index) => String(index));
  const [group, meeting] = ['19:a@thread.v2', '19:meeting_a@thread.v2'];
  const scripts = [
    { threadId: group, rosters: [['b', 'c'], ['c']] },
    // A 1:1 call that a transfer led to another person.
    { threadId: undefined, rosters: [['b', 'c'], ['c']] },
    { threadId: meeting, rosters: [['b', 'c']] },
    { threadId: group, rosters: [['b', 'c'], manyPeople] },
  ];
  for (const { threadId, rosters } of scripts) {
    const simulated = simulatedCall(String(rosters), 'Connected', threadId);
    calls.appeared(simulated.call, null);
    for (const roster of rosters) simulated.setParticipants(...roster);
    simulated.setState('Disconnected');
  }
  expect(ended.map(({ target }) => target)).toEqual([
    { kind: 'people', rawIds: ['8:orgid:b', '8:orgid:c'], threadId: group },
    null,
    null,
    null,
  ]);
});
