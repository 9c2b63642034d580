import { expect, test, vi } from 'vitest';
import { createEmitter } from '../../fixtures/emitter.ts';
import { stubBrowser } from '../../fixtures/sessionInNode.ts';
import { simulatedSdk } from '../../fixtures/simulatedFeatures.ts';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { SimulatedService } from '../../fixtures/simulatedService.ts';
import { unknownStart } from './callOrigin.ts';
import type { CallFeature } from './feature.ts';
import { createCallSession, type SessionDeps } from './session.ts';

stubBrowser();

/**
 * Opens the session of a call with 350 participants and the features `hold`, which watches nothing, and `mute`, which
 * watches an event. It counts how often the session reads the call, its participants and these features.
 */
function openSession() {
  const readCounts = { call: 0, participants: 0, hold: 0, mute: 0 };
  const countReadsOf = (owner: object, property: string, part: 'call' | 'participants') =>
    Object.defineProperty(owner, property, {
      get() {
        readCounts[part] += 1;
        return false;
      },
    });
  const call = new SimulatedService(async () => {}).addCall('Outgoing');
  const participants = Array.from({ length: 350 }, (_, index) =>
    createSimulatedParticipant(`8:orgid:${index}`),
  );
  for (const participant of participants) countReadsOf(participant, 'isSpeaking', 'participants');
  call.setParticipants(...participants);
  countReadsOf(call, 'isLocalVideoStarted', 'call');
  const mute = createEmitter();
  const createFeature = (name: 'hold' | 'mute'): CallFeature<unknown, void> => ({
    name,
    create({ watch }) {
      if (name === 'mute') watch(mute, 'isMutedChanged');
      return { read: () => (readCounts[name] += 1), run: async () => {} };
    },
  });
  const hold = createFeature('hold');
  const session = createCallSession(call.asTeamsCall(), unknownStart, {
    sdk: simulatedSdk,
    features: [hold, createFeature('mute')],
    onProblem: (problem) => expect(problem).toBeNull(),
    onProblemEnd: (problem) => expect(problem).toBeNull(),
    // The session uses nothing else in these tests.
  } as Partial<SessionDeps> as SessionDeps);
  session.start();
  const startCounts = Object.entries(readCounts);
  /** Waits until pending readings are done. @returns how often each part was read since the session started, if it was */
  const countReads = async () => {
    await Promise.resolve();
    const parts = startCounts.map(([part, count]) => [part, readCounts[part as 'call'] - count] as const);
    return Object.fromEntries(parts.filter(([, count]) => count > 0));
  };
  return { call, hold, mute, participants, session, countReads };
}

type OpenSession = ReturnType<typeof openSession>;

test.each<[string, (open: OpenSession) => unknown, Record<string, number>]>([
  [
    'a stateChanged event',
    ({ call }) => call.changeState('Connected'),
    { call: 1, participants: 350, hold: 1, mute: 1 },
  ],
  [
    'a change of the user’s capabilities',
    ({ call }) => call.features.Capabilities.revokeCapability('unmuteMic', 'RoleRestricted'),
    { hold: 1, mute: 1 },
  ],
  ['events of the call in a row', ({ call }) => ['1', '2'].map((id) => call.changeId(id)), { call: 1 }],
  ['an event that one feature watches', ({ mute }) => mute.emit('isMutedChanged'), { mute: 1 }],
  ['a command, at its begin and end', ({ hold, session }) => session.run(hold, undefined), { hold: 2 }],
  [
    'events of a session that is closed in the same burst',
    ({ call, mute, session }) => [call.changeId('new'), mute.emit('isMutedChanged'), session.close()],
    {},
  ],
])('the session reads no more than needed after %s', async (_event, act, counts) => {
  const open = openSession();
  await act(open);
  expect(await open.countReads()).toEqual(counts);
});

test('after stateChanged, the session reads the state at once, because `liveCall.ts` needs it', () => {
  const { call, session } = openSession();
  call.changeState('Connected');
  expect(session.call.get().state).toBe('Connected');
});

test('when one of 350 participants changes and one leaves, the session keeps the snapshots of the others, and publishes once', async () => {
  const { call, participants, session, countReads } = openSession();
  const onPublication = vi.fn();
  session.call.subscribe(onPublication);
  const snapshotsBefore = session.call.get().participants;
  participants[200]?.changeMembers({ isMuted: true }, 'isSpeakingChanged', 'isMutedChanged');
  call.setParticipants(...participants.toSpliced(100, 1));
  expect(await countReads()).toEqual({ call: 1, participants: 1 });
  expect(onPublication).toHaveBeenCalledOnce();
  const snapshotsAfter = session.call.get().participants;
  expect(snapshotsAfter).toHaveLength(349);
  const newSnapshots = snapshotsAfter.filter((participant) => !snapshotsBefore.includes(participant));
  expect(newSnapshots).toMatchObject([{ isMuted: true }]);
});

test('a closed session has no listeners', () => {
  const { call, mute, participants, session } = openSession();
  session.close();
  expect([call, mute, ...participants].filter(({ countListeners }) => countListeners() > 0)).toEqual([]);
});
