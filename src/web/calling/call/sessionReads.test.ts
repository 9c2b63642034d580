import type { CallState, TeamsCall } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { createEmitter } from '../../fixtures/emitter.ts';
import { sessionSdk, stubBrowser } from '../../fixtures/sessionInNode.ts';
import { unknownStart } from './callOrigin.ts';
import type { AnyCallFeature, CallFeature } from './feature.ts';
import { createCallSession } from './session.ts';

stubBrowser();

/** Creates a participant. @param onRead runs whenever the session reads the participant */
function createParticipant(userId: string, onRead: () => void) {
  const { on, off, emit, countListeners } = createEmitter();
  return {
    identifier: { kind: 'microsoftTeamsUser', microsoftTeamsUserId: userId },
    state: 'Connected',
    isMuted: false,
    get isSpeaking() {
      onRead();
      return false;
    },
    videoStreams: [],
    on,
    off,
    emit,
    countListeners,
  };
}

/**
 * Opens the session of a call with the features `hold`, which watches nothing, and `mute`, which watches an event. It
 * counts how often the session reads the call, its participants and these features.
 */
function openSession({ participantCount = 0 } = {}) {
  const readCounts = { call: 0, participants: 0, hold: 0, mute: 0 };
  const mute = createEmitter();
  const emitter = createEmitter();
  let state: CallState = 'Connecting';
  const participants = Array.from({ length: participantCount }, (_, index) =>
    createParticipant(String(index), () => (readCounts.participants += 1)),
  );
  const call = {
    ...emitter,
    id: 'call',
    direction: 'Outgoing',
    info: {},
    get state() {
      return state;
    },
    get isLocalVideoStarted() {
      readCounts.call += 1;
      return false;
    },
    remoteParticipants: participants,
    localVideoStreams: [],
    feature: () => ({ network: { getLatest: () => ({}), on: () => {}, off: () => {} } }),
  };
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
  const session = createCallSession(call as unknown as TeamsCall, unknownStart, {
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
  let publishCount = 0;
  session.call.subscribe(() => (publishCount += 1));
  return {
    call,
    hold,
    mute,
    participants,
    session,
    setState: (newState: CallState) => {
      state = newState;
      emitter.emit('stateChanged');
    },
    /** How often the session has published a new snapshot of the call. */
    countPublications: () => publishCount,
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
  const { setState, session, countReads } = openSession();
  setState('Connected');
  // The session reads the state at once, because `liveCall.ts`, which decides which call is heard, needs it.
  expect(session.call.get().state).toBe('Connected');
  expect(await countReads()).toEqual({ call: 1, participants: 0, hold: 1, mute: 1 });
});

test('after ten events of the call in a row, the session reads the call once and no feature', async () => {
  const { call, countReads } = openSession();
  for (let number = 0; number < 10; number += 1) call.emit('isLocalVideoStartedChanged');
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
  const { participants, session, countPublications, countReads } = openSession({ participantCount: 350 });
  const snapshotsBefore = session.call.get().participants;
  const speaker = participants[200];
  Object.defineProperty(speaker, 'isMuted', { value: true });
  speaker?.emit('isSpeakingChanged');
  speaker?.emit('isMutedChanged');
  expect(await countReads()).toMatchObject({ call: 1, participants: 1, hold: 0, mute: 0 });
  expect(countPublications()).toBe(1);
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
  participants.splice(100, 1);
  call.emit('remoteParticipantsUpdated');
  expect(await countReads()).toMatchObject({ call: 1, participants: 0 });
  expect(
    session.call.get().participants.filter((participant) => !snapshotsBefore.includes(participant)),
  ).toEqual([]);
});

test('a closed session has no listeners and reads nothing', async () => {
  const { call, participants, session, countReads, countAllListeners } = openSession({ participantCount: 3 });
  call.emit('idChanged');
  participants[0]?.emit('isSpeakingChanged');
  session.close();
  expect(await countReads()).toEqual({ call: 0, participants: 0, hold: 0, mute: 0 });
  expect(countAllListeners()).toBe(0);
});
