import type { CallState, TeamsCall } from '@azure/communication-calling';
import { expect, test, vi } from 'vitest';
import { createEmitter } from '../../fixtures/emitter.ts';
import { sessionSdk, stubBrowser } from '../../fixtures/sessionInNode.ts';
import type { AnyCallFeature } from './feature.ts';
import { createCallSession } from './session.ts';

stubBrowser();

/** A participant that counts how often it is read. */
function createParticipant(number: number, onRead: () => void) {
  const { on, off, emit, count } = createEmitter();
  return {
    identifier: { kind: 'microsoftTeamsUser', microsoftTeamsUserId: String(number) },
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
    count,
  };
}

/** The session of a call that counts how often it, its participants and its features are read. */
function open({ participantCount = 0 } = {}) {
  const reads = { call: 0, participants: 0, hold: 0, mute: 0 };
  const mute = createEmitter();
  const emitter = createEmitter();
  let state: CallState = 'Connecting';
  const participants = Array.from({ length: participantCount }, (_, index) =>
    createParticipant(index, () => (reads.participants += 1)),
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
      reads.call += 1;
      return false;
    },
    remoteParticipants: participants,
    localVideoStreams: [],
    feature: () => ({ network: { getLatest: () => ({}), on: () => {}, off: () => {} } }),
  };
  const features: AnyCallFeature[] = [
    { name: 'hold', read: () => (reads.hold += 1), run: async () => {} },
    {
      name: 'mute',
      read: () => (reads.mute += 1),
      watch(_call, look) {
        mute.on('isMutedChanged', look);
        return () => mute.off('isMutedChanged', look);
      },
      run: async () => {},
    },
  ];
  const session = createCallSession(call as unknown as TeamsCall, null, {
    sdk: sessionSdk,
    devices: {} as never,
    live: {} as never,
    ownId: '8:orgid:a',
    createThread: vi.fn(),
    features,
    onProblem: (problem) => expect(problem).toBeNull(),
    onNotice: vi.fn(),
    onEnded: vi.fn(),
  });
  session.start();
  const readByStart = { ...reads };
  let published = 0;
  session.call.subscribe(() => (published += 1));
  return {
    call,
    mute,
    participants,
    session,
    setState: (next: CallState) => {
      state = next;
      emitter.emit('stateChanged');
    },
    published: () => published,
    /** How often each was read since the start, once all planned readings are done. */
    reads: async () => {
      await Promise.resolve();
      return Object.fromEntries(
        Object.entries(reads).map(([name, count]) => [name, count - readByStart[name as keyof typeof reads]]),
      );
    },
    listenerCount: () => [call, mute, ...participants].reduce((sum, { count }) => sum + count(), 0),
  };
}

test('one stateChanged: 1 reading of the call and 1 of each feature', async () => {
  const { setState, session, reads } = open();
  setState('Connected');
  // The state is read at once, because the owner of the live call needs it.
  expect(session.call.get().state).toBe('Connected');
  expect(await reads()).toEqual({ call: 1, participants: 0, hold: 1, mute: 1 });
});

test('ten events of the call in a row: 1 reading of the call and 0 of its features', async () => {
  const { call, reads } = open();
  for (let number = 0; number < 10; number += 1) call.emit('isLocalVideoStartedChanged');
  expect(await reads()).toEqual({ call: 1, participants: 0, hold: 0, mute: 0 });
});

test('three events that one feature listens to: 1 reading of that feature and 0 of anything else', async () => {
  const { mute, reads } = open();
  for (let number = 0; number < 3; number += 1) mute.emit('isMutedChanged');
  expect(await reads()).toEqual({ call: 0, participants: 0, hold: 0, mute: 1 });
});

test('a command: 2 readings of its feature, before and after, and 0 of the others', async () => {
  const { session, reads } = open();
  await session.run({ name: 'hold', read: () => null, run: async () => {} }, undefined);
  expect(await reads()).toEqual({ call: 0, participants: 0, hold: 2, mute: 0 });
});

test('one participant of 350 speaks: 1 reading of that participant and 0 of the other 349', async () => {
  const { participants, session, published, reads } = open({ participantCount: 350 });
  const before = session.call.get().participants;
  const speaker = participants[200];
  Object.defineProperty(speaker, 'isMuted', { value: true });
  speaker?.emit('isSpeakingChanged');
  speaker?.emit('isMutedChanged');
  expect(await reads()).toMatchObject({ call: 1, participants: 1, hold: 0, mute: 0 });
  expect(published()).toBe(1);
  const after = session.call.get().participants;
  expect(after.filter((participant, index) => participant !== before[index])).toMatchObject([
    { isMuted: true },
  ]);
});

test('all 350 participants speak in one burst: 350 readings of participants and 1 of the call', async () => {
  const { participants, reads } = open({ participantCount: 350 });
  for (const participant of participants) participant.emit('isSpeakingChanged');
  expect(await reads()).toEqual({ call: 1, participants: 350, hold: 0, mute: 0 });
});

test('a participant leaves: 0 readings of the others, whose snapshots stay the same objects', async () => {
  const { call, participants, session, reads } = open({ participantCount: 350 });
  const before = session.call.get().participants;
  participants.splice(100, 1);
  call.emit('remoteParticipantsUpdated');
  expect(await reads()).toMatchObject({ call: 1, participants: 0 });
  expect(session.call.get().participants.filter((participant) => !before.includes(participant))).toEqual([]);
});

test('a closed session has 0 listeners and reads nothing more', async () => {
  const { call, participants, session, reads, listenerCount } = open({ participantCount: 3 });
  call.emit('idChanged');
  participants[0]?.emit('isSpeakingChanged');
  session.close();
  expect(await reads()).toEqual({ call: 0, participants: 0, hold: 0, mute: 0 });
  expect(listenerCount()).toBe(0);
});
