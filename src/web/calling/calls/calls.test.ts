import type { CallState, TeamsCall } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { freeLiveRight } from '../../fixtures/simulatedPhone.ts';
import { sessionSdk, stubBrowser } from '../../fixtures/sessionInNode.ts';
import { unknownStart } from '../call/callOrigin.ts';
import { createCalls } from './calls.ts';
import type { EndedCall } from '../call/snapshot.ts';
import type { Target } from '../call/target.ts';

stubBrowser();

/** Simulates the part of the SDK's call that a session reads. `setParticipants` takes the object ids of Teams users. */
function simulateCall(id: string, firstState: CallState, threadId?: string) {
  const listeners = new Set<() => void>();
  let state = firstState;
  let participantOids: readonly string[] = [];
  const setState = (newState: CallState) => {
    state = newState;
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
      return participantOids.map((microsoftTeamsUserId) => ({
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
  const setParticipants = (...oids: string[]) => {
    participantOids = oids;
    setState(state);
  };
  return { call: call as unknown as TeamsCall & typeof call, setState, setParticipants };
}

/** Creates the list of calls. `endedCalls` collects the calls that have ended. */
function setUp() {
  const endedCalls: EndedCall[] = [];
  const calls = createCalls({
    sdk: sessionSdk,
    devices: {} as never,
    ownId: '8:orgid:a',
    createThread: vi.fn(),
    addToThread: vi.fn(),
    joinLiveRight: () => freeLiveRight,
    features: [],
    onProblem: vi.fn(),
    onLive: vi.fn(),
    onNotice: vi.fn(),
    onListChange: vi.fn(),
    onCallChange: vi.fn(),
    onUnexpectedChange: vi.fn(),
    onEnded: (_list, call) => endedCalls.push(call),
  });
  return { calls, endedCalls };
}

test('when a group call of at most 20 participants has ended, its target calls all of them again; other ended calls have no target', () => {
  const { calls, endedCalls } = setUp();
  const manyPeople = Array.from({ length: 30 }, (_, index) => String(index));
  const [groupThread, meetingThread] = ['19:a@thread.v2', '19:meeting_a@thread.v2'];
  // The chat thread of each call, and its rosters (lists of participants), in order.
  const callHistories = [
    { threadId: groupThread, rosters: [['b', 'c'], ['c']] },
    // A 1:1 call, in which a transfer replaced the other participant.
    { threadId: undefined, rosters: [['b', 'c'], ['c']] },
    { threadId: meetingThread, rosters: [['b', 'c']] },
    { threadId: groupThread, rosters: [['b', 'c'], manyPeople] },
  ];
  for (const { threadId, rosters } of callHistories) {
    const simulated = simulateCall(String(rosters), 'Connected', threadId);
    calls.addAgentCall(simulated.call, unknownStart);
    for (const roster of rosters) simulated.setParticipants(...roster);
    simulated.setState('Disconnected');
  }
  expect(endedCalls.map(({ target }) => target)).toEqual([
    { kind: 'people', rawIds: ['8:orgid:b', '8:orgid:c'], threadId: groupThread },
    null,
    null,
    null,
  ]);
});

test('B17: the target of a group call names who is there, and not who left long before the end', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { calls, endedCalls } = setUp();
  const simulated = simulateCall('group', 'Connected', '19:a@thread.v2');
  const placed: Target = { kind: 'people', rawIds: ['8:orgid:b', '8:orgid:c'] };
  calls.addAgentCall(simulated.call, { ...unknownStart, target: placed });
  simulated.setParticipants('b', 'c', 'd');
  simulated.setParticipants('c', 'd', 'e');
  vi.setSystemTime(Date.now() + 120_000);
  // At the end, the participants leave one after another.
  simulated.setParticipants('c', 'e');
  simulated.setParticipants('e');
  simulated.setParticipants();
  simulated.setState('Disconnected');
  vi.useRealTimers();
  expect(endedCalls[0]?.target).toEqual({
    kind: 'people',
    rawIds: ['8:orgid:c', '8:orgid:d', '8:orgid:e'],
    threadId: '19:a@thread.v2',
  });
});
