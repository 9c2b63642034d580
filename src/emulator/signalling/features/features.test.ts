import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  openHouse,
  rawIdOf,
  setUpCommands,
  townHall,
  type CommandClient,
} from '../../testing/commandClients.ts';
import { assignRoom, createRoom, setRoomOpen } from './breakoutRooms.ts';
import { sendSpokenText } from './captions.ts';
import { presentSlides } from './pptLive.ts';
import { requireConsent, setRecording, setTranscription } from './recording.ts';

// A shared value is a value that a call feature stores for everyone in the call. The server does not store messages.

const { connect, connectCall, joinMeeting, findCall, findParticipant } = setUpCommands();

test('raised hands keep their order; an attendee can lower only their own hand; a hand is lowered when its participant leaves', () => {
  const [alice, bob, carol] = joinMeeting(townHall, 'alice', 'bob', 'carol');
  for (const client of [carol, bob, carol]) expect(client.askFeature('raiseHand', { up: true })).toBe('done');
  const hands = [...(findCall(alice).sharedValues.get('raiseHand') ?? [])];
  expect(hands.flat()).toEqual([carol.self, 1, bob.self, 2]);
  expect(carol.askFeature('raiseHand', { lower: [bob.self] })).toBe('403/0');
  expect(carol.askFeature('raiseHand', { lower: [] })).toBe('403/0');
  expect(carol.askFeature('raiseHand', { lower: [carol.self] })).toBe('done');
  bob.leave();
  expect(alice.listSharedValues('raiseHand', bob.self)).toEqual([2, null]);
});

test('1:1 calls have real-time text and captions, but no reactions, no spotlight and no raised hands', () => {
  const [alice] = connectCall('alice', 'bob');
  expect(alice.askFeature('reaction', { reaction: 'like' })).toBe('403/0');
  expect(alice.askFeature('spotlight', { start: [alice.self] })).toBe('403/0');
  expect(alice.askFeature('raiseHand', { up: true })).toBe('400/45758');
  expect(alice.askFeature('realTimeText', { text: 'hello', final: false })).toBe('done');
  expect(alice.askFeature('captions', { start: null })).toBe('done');
});

test('a reaction reaches everyone once, its sender included', () => {
  const [alice, bob] = joinMeeting(openHouse, 'alice', 'bob');
  bob.askFeature('reaction', { reaction: 'applause' });
  for (const client of [alice, bob])
    expect(client.listMessages('reaction')).toEqual([{ reaction: 'applause' }]);
});

test('the spotlight has room for seven participants who have joined, and attendees can only remove themselves', () => {
  const clients = joinMeeting(townHall, 'alice', 'carol', 'bob', 'bob', 'bob', 'bob', 'bob', 'bob');
  const [alice, carol] = clients;
  const ask = (client: CommandClient, what: object) => client.askFeature('spotlight', what);
  expect(ask(carol, { start: [carol.self] })).toBe('403/45903');
  expect(ask(alice, { start: [randomUUID()] })).toBe('400/0');
  expect(ask(alice, { start: clients.map(({ self }) => self) })).toBe('400/45902');
  expect(ask(alice, { start: [carol.self, carol.self, alice.self] })).toBe('done');
  expect(ask(alice, { start: [carol.self] })).toBe('done');
  expect(carol.listSharedValues('spotlight', alice.self)).toEqual([2]);
  expect(ask(carol, { stop: [alice.self] })).toBe('403/45903');
  expect(ask(carol, { stop: 'all' })).toBe('403/45903');
  expect(ask(carol, { stop: [carol.self] })).toBe('done');
  expect(ask(alice, { stop: 'all' })).toBe('done');
  expect(findCall(alice).sharedValues.get('spotlight')?.size).toBe(0);
});

const hasFinalCaption = (client: CommandClient) =>
  client.listMessages('captions').some((what) => (what as { final: boolean }).final);

test('only participants who have started captions receive them: partial results, and then the sentence', async () => {
  const [alice, bob] = joinMeeting(openHouse, 'alice', 'bob');
  expect(alice.askFeature('captions', { language: 'de' })).toBe('400/0');
  expect(alice.askFeature('captions', { start: 'DE-de' })).toBe('done');
  expect(alice.askFeature('captions', { language: 'xx' })).toBe('400/0');
  expect(alice.askFeature('captions', { language: 'fr' })).toBe('done');
  sendSpokenText(findCall(alice), findParticipant(bob), ' Guten Tag, wie geht es Ihnen? ');
  await expect.poll(() => hasFinalCaption(alice)).toBe(true);
  expect(alice.listMessages('captions')).toMatchObject([
    { text: 'guten tag wie', final: false, spoken: 'de-de' },
    { text: 'guten tag wie geht es ihnen', final: false },
    { text: 'Guten Tag, wie geht es Ihnen?', final: true },
  ]);
  expect(bob.listMessages('captions')).toEqual([]);
  // Captions do not support `tlh` (Klingon), so the default language replaces it.
  expect(alice.askFeature('captions', { spoken: 'tlh' })).toBe('done');
  expect(alice.listSharedValues('captions', 'spoken')).toEqual(['de-de', 'en-us']);
});

test('captions need a text of 1 to 2,000 characters and a speaker in the call, and stop when the speaker leaves', async () => {
  const [alice, bob] = joinMeeting(openHouse, 'alice', 'bob');
  const [call, speaker] = [findCall(alice), findParticipant(bob)];
  alice.askFeature('captions', { start: null });
  for (const text of ['', '  ', 'x'.repeat(2_001)])
    expect(sendSpokenText(call, speaker, text)?.code).toBe(400);
  sendSpokenText(call, speaker, 'one two three four five six seven eight');
  bob.leave();
  const messageCount = alice.listMessages('captions').length;
  expect(sendSpokenText(call, speaker, 'still here')?.code).toBe(400);
  await sleep(450);
  expect(alice.listMessages('captions')).toHaveLength(messageCount);
});

test('the echo bot speaks for as long as a participant has captions', async () => {
  const [alice] = connect('alice');
  alice.start(rawIdOf('echo'));
  alice.askFeature('captions', { start: null });
  await expect.poll(() => hasFinalCaption(alice)).toBe(true);
  expect(alice.listMessages('captions').at(-1)).toMatchObject({ text: 'Hello, this is Echo.' });
  alice.askFeature('captions', { stop: true });
  const messageCount = alice.listMessages('captions').length;
  await sleep(1_300);
  expect(alice.listMessages('captions')).toHaveLength(messageCount);
});

test('all real-time texts up to the final one have the same message id, and meetings have no real-time text', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  const texts = [
    { id: 1, text: 'h', final: false },
    { id: 1, text: 'hi', final: true },
    { id: 2, text: 'so', final: false },
  ];
  for (const { text, final } of texts) alice.askFeature('realTimeText', { text, final });
  for (const client of [alice, bob]) expect(client.listMessages('realTimeText')).toEqual(texts);
  const [carol] = joinMeeting(openHouse, 'carol');
  expect(carol.askFeature('realTimeText', { text: 'h', final: false })).toBe('403/0');
});

test('a data message reaches the named receivers, or all others if it names none; the server refuses it if no receiver has joined', () => {
  const [alice, bob, carol] = joinMeeting(openHouse, 'alice', 'bob', 'carol');
  const message = { channel: 7, session: randomUUID(), sequence: 1, data: 'AAAA' };
  const send = (...to: string[]) => alice.askFeature('dataChannel', { ...message, to });
  expect(send()).toBe('done');
  expect(send(carol.self, randomUUID())).toBe('done');
  expect(send(randomUUID())).toBe('400/0');
  expect(send(alice.self)).toBe('400/0');
  expect(carol.listMessages('dataChannel')).toEqual([message, message]);
  expect(bob.listMessages('dataChannel')).toEqual([message]);
  expect(alice.listMessages('dataChannel')).toEqual([]);
});

test('participants learn of recording, transcription and consent, even if they join later; a consent ends when its participant leaves', () => {
  const [alice] = joinMeeting(openHouse, 'alice');
  const call = findCall(alice);
  for (const on of [true, true, 'paused'] as const) setRecording(call, on);
  setTranscription(call, true);
  expect(requireConsent(call, true)).toBeUndefined();
  const recording = [{ state: 'Started' }, { state: 'Paused' }];
  expect(alice.listSharedValues('recording', 'recording')).toMatchObject(recording);
  for (const key of ['transcription', 'consentRequired'])
    expect(alice.listSharedValues('recording', key)).toEqual([true]);
  const [bob] = joinMeeting(openHouse, 'bob');
  expect(bob.listSharedValues('recording', 'recording')).toMatchObject([{ state: 'Paused' }]);
  expect(bob.askFeature('recording', { consent: true })).toBe('done');
  setRecording(call, false);
  expect(alice.listSharedValues('recording', 'recording').at(-1)).toBeNull();
  bob.leave();
  expect(alice.listSharedValues('recording', bob.self)).toEqual([true, null]);
  const [caller] = connectCall('alice', 'bob');
  expect(requireConsent(findCall(caller), true)?.code).toBe(400);
});

test('slides have one presenter at a time, and a breakout room of a meeting opens for all who are assigned to it', () => {
  const [alice, bob] = joinMeeting(openHouse, 'alice', 'bob');
  const call = findCall(alice);
  for (const presenter of [alice, bob]) presentSlides(call, findParticipant(presenter));
  expect(alice.listSharedValues('pptLive', alice.self)).toEqual([true, null]);
  presentSlides(call, null);
  expect(alice.listSharedValues('pptLive', bob.self)).toEqual([true, null]);
  const room = createRoom('Room 1', false);
  expect(assignRoom(call, findParticipant(bob), room)).toBeUndefined();
  setRoomOpen(call, room.threadId, true);
  const values = [{ open: false }, { open: true }];
  expect(bob.listSharedValues('breakoutRooms', bob.self)).toMatchObject(values);
  const [caller] = connectCall('alice', 'bob');
  const refusal = assignRoom(findCall(caller), findParticipant(caller), room);
  expect(refusal).toMatchObject({ code: 400, subCode: 46250 });
});

test('participants can rate a call after they have left it, and other users cannot', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  const [carol] = connect('carol');
  carol.call = alice.call;
  alice.leave();
  const rateCall = (client: CommandClient, score: number) => {
    const scale = { lowerBound: 1, upperBound: 5, lowScoreThreshold: 2 };
    const survey = { id: randomUUID(), overallRating: { score, scale, issues: [] } };
    return client.request({ t: 'survey', participant: client.self, survey });
  };
  expect([rateCall(alice, 5), rateCall(bob, 1), rateCall(carol, 3)]).toEqual(['done', 'done', '400/0']);
});
