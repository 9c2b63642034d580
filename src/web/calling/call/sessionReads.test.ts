import { expect, test, vi } from 'vitest';
import { createEmitter } from '../../fixtures/emitter.ts';
import { sessionSdk, stubBrowser } from '../../fixtures/sessionInNode.ts';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { SimulatedService } from '../../fixtures/simulatedService.ts';
import { unknownStart } from './callOrigin.ts';
import type { AnyCallFeature, CallFeature } from './feature.ts';
import { createCallSession } from './session.ts';

stubBrowser();

/**
 * Opens the session of a call with the features `hold`, which watches nothing, and `mute`, which watches an event. It
 * counts how often the session reads the call, its participants and these features.
 */
function openSession({ participantCount = 0 } = {}) {
  const readCounts = { call: 0, participants: 0, hold: 0, mute: 0 };
  /** Counts how often a property is read, which has this value. */
  const countReadsOf = (owner: object, property: string, part: keyof typeof readCounts) =>
    Object.defineProperty(owner, property, {
      get() {
        readCounts[part] += 1;
        return false;
      },
    });
  const mute = createEmitter();
  const call = new SimulatedService(async () => {}).addCall('Outgoing');
  const participants = Array.from({ length: participantCount }, (_, index) =>
    createSimulatedParticipant(`8:orgid:${index}`),
  );
  for (const participant of participants) countReadsOf(participant, 'isSpeaking', 'participants');
  call.setParticipants(...participants);
  countReadsOf(call, 'isLocalVideoStarted', 'call');
  const hold: CallFeature<unknown, void> = {
    name: 'hold',
    create: () => ({ read: () => (readCounts.hold += 1), run: async () => {} }),
  };
  const features: AnyCallFeature[] = [
    hold,
    {
      name: 'mute',
      create({ onChange, atEnd }) {
        mute.on('isMutedChanged', onChange);
        atEnd(() => mute.off('isMutedChanged', onChange));
        return { read: () => (readCounts.mute += 1) };
      },
    },
  ];
  const session = createCallSession(call.asTeamsCall(), unknownStart, {
    sdk: sessionSdk,
    devices: {} as never,
    live: {} as never,
    ownId: '8:orgid:a',
    createThread: vi.fn(),
    addToThread: vi.fn(),
    features,
    onProblem: (problem) => expect(problem).toBeNull(),
    onNotice: vi.fn(),
    onEnded: vi.fn(),
  });
  session.start();
  const countsAfterStart = { ...readCounts };
  const onPublication = vi.fn();
  session.call.subscribe(onPublication);
  return {
    call,
    hold,
    mute,
    participants,
    session,
    onPublication,
    /** Waits until pending readings are done. @returns how often each part was read since the session started */
    countReads: async () => {
      await Promise.resolve();
      return {
        call: readCounts.call - countsAfterStart.call,
        participants: readCounts.participants - countsAfterStart.participants,
        hold: readCounts.hold - countsAfterStart.hold,
        mute: readCounts.mute - countsAfterStart.mute,
      };
    },
    countAllListeners: () =>
      [call, mute, ...participants].reduce((sum, { countListeners }) => sum + countListeners(), 0),
  };
}

test('after a stateChanged event, the session reads the call once and each feature once', async () => {
  const { call, session, countReads } = openSession();
  call.changeState('Connected');
  // The session reads the state at once, because `liveCall.ts`, which decides which call is heard, needs it.
  expect(session.call.get().state).toBe('Connected');
  expect(await countReads()).toEqual({ call: 1, participants: 0, hold: 1, mute: 1 });
});

test('after ten events of the call in a row, the session reads the call once and no feature', async () => {
  const { call, countReads } = openSession();
  for (let number = 0; number < 10; number += 1) call.changeId(`id ${number}`);
  expect(await countReads()).toEqual({ call: 1, participants: 0, hold: 0, mute: 0 });
});

test('after three events that only one feature watches, the session reads that feature once and nothing else', async () => {
  const { mute, countReads } = openSession();
  for (let number = 0; number < 3; number += 1) mute.emit('isMutedChanged');
  expect(await countReads()).toEqual({ call: 0, participants: 0, hold: 0, mute: 1 });
});

test('when a command begins and when it ends, the session reads its feature and nothing else', async () => {
  const { hold, session, countReads } = openSession();
  await session.run(hold, undefined);
  expect(await countReads()).toEqual({ call: 0, participants: 0, hold: 2, mute: 0 });
});

test('when one of 350 participants changes, the session reads the call once and only that participant', async () => {
  const { participants, session, onPublication, countReads } = openSession({ participantCount: 350 });
  const snapshotsBefore = session.call.get().participants;
  participants[200]?.changeMembers({ isMuted: true }, 'isSpeakingChanged', 'isMutedChanged');
  expect(await countReads()).toEqual({ call: 1, participants: 1, hold: 0, mute: 0 });
  expect(onPublication).toHaveBeenCalledOnce();
  const snapshotsAfter = session.call.get().participants;
  expect(snapshotsAfter.filter((participant, index) => participant !== snapshotsBefore[index])).toMatchObject(
    [{ isMuted: true }],
  );
});

test('when 350 participants speak in one burst, the session reads each participant once and the call once', async () => {
  const { participants, countReads } = openSession({ participantCount: 350 });
  for (const participant of participants) participant.emit('isSpeakingChanged');
  expect(await countReads()).toEqual({ call: 1, participants: 350, hold: 0, mute: 0 });
});

test('when a participant leaves, the session does not read the other participants again and keeps their snapshot objects', async () => {
  const { call, participants, session, countReads } = openSession({ participantCount: 350 });
  const snapshotsBefore = session.call.get().participants;
  call.setParticipants(...participants.toSpliced(100, 1));
  expect(await countReads()).toMatchObject({ call: 1, participants: 0 });
  const snapshotsAfter = session.call.get().participants;
  expect(snapshotsAfter.filter((participant) => !snapshotsBefore.includes(participant))).toEqual([]);
  expect(snapshotsAfter).toHaveLength(349);
});

test('a closed session has no listeners and reads nothing', async () => {
  const { call, participants, session, countReads, countAllListeners } = openSession({ participantCount: 3 });
  call.changeId('new');
  participants[0]?.emit('isSpeakingChanged');
  session.close();
  expect(await countReads()).toEqual({ call: 0, participants: 0, hold: 0, mute: 0 });
  expect(countAllListeners()).toBe(0);
});
