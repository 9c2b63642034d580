import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { assignRoom, createRoom, setRoomOpen } from './breakoutRooms.ts';
import { sendSpokenText } from './captions.ts';
import { presentSlides } from './pptLive.ts';
import { requireConsent, setRecording, setTranscription } from './recording.ts';
import {
  alice,
  bob,
  carol,
  openHouse,
  townHall,
  setUpSignallingServer,
  type FeatureClient,
} from '../../testing/signallingCalls.ts';

// A shared value is a value that a call feature stores for everyone in the call. The server does not store messages.
// `askFeature` sends a request to a feature, and returns `done`, or the code and subcode of the refusal.

const {
  joinMeeting,
  findParticipantOf,
  connectAliceAndBob,
  findCallOf,
  listSurveys,
  connectAs,
  connectAliceAndEcho,
} = setUpSignallingServer();

test('raised hands keep their order; an attendee can lower only their own hand; a hand is lowered when its participant leaves', async () => {
  const [aliceClient, bobClient, carolClient] = [
    await joinMeeting(alice, townHall),
    await joinMeeting(bob, townHall),
    await joinMeeting(carol, townHall),
  ];
  for (const client of [carolClient, bobClient])
    expect(await client.askFeature('raiseHand', { up: true })).toBe('done');
  expect(await carolClient.askFeature('raiseHand', { up: true })).toBe('done');
  expect([...(findCallOf(aliceClient).sharedValues.get('raiseHand') ?? [])]).toEqual([
    [carolClient.self, 1],
    [bobClient.self, 2],
  ]);
  expect(await carolClient.askFeature('raiseHand', { lower: [bobClient.self] })).toBe('403/0');
  expect(await carolClient.askFeature('raiseHand', { lower: [] })).toBe('403/0');
  expect(await carolClient.askFeature('raiseHand', { lower: [carolClient.self] })).toBe('done');
  bobClient.sendCommand({ t: 'leave', call: bobClient.call, everyone: false });
  await expect.poll(() => aliceClient.listSharedValues('raiseHand', bobClient.self)).toEqual([2, null]);
});

test('1:1 calls have real-time text and captions, but no reactions, no spotlight and no raised hands', async () => {
  const [aliceClient] = await connectAliceAndBob();
  expect(await aliceClient.askFeature('reaction', { reaction: 'like' })).toBe('403/0');
  expect(await aliceClient.askFeature('spotlight', { start: [aliceClient.self] })).toBe('403/0');
  expect(await aliceClient.askFeature('raiseHand', { up: true })).toBe('400/45758');
  expect(await aliceClient.askFeature('realTimeText', { text: 'hello', final: false })).toBe('done');
  expect(await aliceClient.askFeature('captions', { start: null })).toBe('done');
});

test('a reaction reaches everyone once, its sender included', async () => {
  const [aliceClient, bobClient] = [await joinMeeting(alice, openHouse), await joinMeeting(bob, openHouse)];
  await bobClient.askFeature('reaction', { reaction: 'applause' });
  await expect.poll(() => aliceClient.listMessages('reaction')).toEqual([{ reaction: 'applause' }]);
  expect(bobClient.listMessages('reaction')).toEqual([{ reaction: 'applause' }]);
});

test('the spotlight has room for seven participants who have joined, and attendees can only remove themselves', async () => {
  const [aliceClient, carolClient] = [await joinMeeting(alice, townHall), await joinMeeting(carol, townHall)];
  const bobClients = await Promise.all(Array.from({ length: 6 }, () => joinMeeting(bob, townHall)));
  const allIds = [aliceClient, carolClient, ...bobClients].map(({ self }) => self);
  expect(await carolClient.askFeature('spotlight', { start: [carolClient.self] })).toBe('403/45903');
  expect(await aliceClient.askFeature('spotlight', { start: [randomUUID()] })).toBe('400/0');
  expect(await aliceClient.askFeature('spotlight', { start: allIds })).toBe('400/45902');
  expect(
    await aliceClient.askFeature('spotlight', {
      start: [carolClient.self, carolClient.self, aliceClient.self],
    }),
  ).toBe('done');
  expect(await aliceClient.askFeature('spotlight', { start: [carolClient.self] })).toBe('done');
  expect(carolClient.listSharedValues('spotlight', aliceClient.self)).toEqual([2]);
  expect(await carolClient.askFeature('spotlight', { stop: [aliceClient.self] })).toBe('403/45903');
  expect(await carolClient.askFeature('spotlight', { stop: 'all' })).toBe('403/45903');
  expect(await carolClient.askFeature('spotlight', { stop: [carolClient.self] })).toBe('done');
  expect(await aliceClient.askFeature('spotlight', { stop: 'all' })).toBe('done');
  expect(findCallOf(aliceClient).sharedValues.get('spotlight')?.size).toBe(0);
});

test('only participants who have started captions receive them: partial results, and then the sentence', async () => {
  const [aliceClient, bobClient] = [await joinMeeting(alice, openHouse), await joinMeeting(bob, openHouse)];
  expect(await aliceClient.askFeature('captions', { language: 'de' })).toBe('400/0');
  expect(await aliceClient.askFeature('captions', { start: 'DE-de' })).toBe('done');
  expect(await aliceClient.askFeature('captions', { language: 'xx' })).toBe('400/0');
  expect(await aliceClient.askFeature('captions', { language: 'fr' })).toBe('done');
  expect(
    sendSpokenText(findCallOf(aliceClient), findParticipantOf(bobClient), ' Guten Tag, wie geht es Ihnen? '),
  ).toBeUndefined();
  await aliceClient.waitForEvent('said', ({ what }) => (what as { final: boolean }).final);
  expect(aliceClient.listMessages('captions')).toMatchObject([
    { text: 'guten tag wie', final: false, spoken: 'de-de' },
    { text: 'guten tag wie geht es ihnen', final: false },
    { text: 'Guten Tag, wie geht es Ihnen?', final: true },
  ]);
  expect(bobClient.listMessages('captions')).toEqual([]);
  // Captions do not support `tlh` (Klingon), so the default language replaces it.
  expect(await aliceClient.askFeature('captions', { spoken: 'tlh' })).toBe('done');
  expect(aliceClient.listSharedValues('captions', 'spoken')).toEqual(['de-de', 'en-us']);
});

test('captions need a text of 1 to 2,000 characters and a speaker in the call, and stop when the speaker leaves', async () => {
  const [aliceClient, bobClient] = [await joinMeeting(alice, openHouse), await joinMeeting(bob, openHouse)];
  const bobParticipant = findParticipantOf(bobClient);
  await aliceClient.askFeature('captions', { start: null });
  for (const text of ['', '  ', 'x'.repeat(2_001)])
    expect(sendSpokenText(findCallOf(aliceClient), bobParticipant, text)?.code).toBe(400);
  sendSpokenText(findCallOf(aliceClient), bobParticipant, 'one two three four five six seven eight');
  bobClient.sendCommand({ t: 'leave', call: bobClient.call, everyone: false });
  await aliceClient.waitForEvent('left');
  const messageCount = aliceClient.listMessages('captions').length;
  expect(sendSpokenText(findCallOf(aliceClient), bobParticipant, 'still here')?.code).toBe(400);
  await new Promise((resolve) => setTimeout(resolve, 450));
  expect(aliceClient.listMessages('captions')).toHaveLength(messageCount);
});

test('the echo bot speaks for as long as a participant has captions', async () => {
  const aliceClient = await connectAliceAndEcho();
  await aliceClient.askFeature('captions', { start: null });
  const finalCaption = await aliceClient.waitForEvent(
    'said',
    ({ what }) => (what as { final: boolean }).final,
  );
  expect(finalCaption.what).toMatchObject({ text: 'Hello, this is Echo.' });
  await aliceClient.askFeature('captions', { stop: true });
  const messageCount = aliceClient.listMessages('captions').length;
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  expect(aliceClient.listMessages('captions')).toHaveLength(messageCount);
});

test('all real-time texts up to the final one have the same message id, and meetings have no real-time text', async () => {
  const [aliceClient, bobClient] = await connectAliceAndBob();
  await aliceClient.askFeature('realTimeText', { text: 'h', final: false });
  await aliceClient.askFeature('realTimeText', { text: 'hi', final: true });
  await aliceClient.askFeature('realTimeText', { text: 'so', final: false });
  await expect
    .poll(() => bobClient.listMessages('realTimeText'))
    .toEqual([
      { id: 1, final: false, text: 'h' },
      { id: 1, final: true, text: 'hi' },
      { id: 2, final: false, text: 'so' },
    ]);
  expect(aliceClient.listMessages('realTimeText')).toHaveLength(3);
  const carolClient = await joinMeeting(carol, openHouse);
  expect(await carolClient.askFeature('realTimeText', { text: 'h', final: false })).toBe('403/0');
});

test('a data message reaches the named receivers, or all others if it names none; the server refuses it if no receiver has joined', async () => {
  const [aliceClient, bobClient, carolClient] = [
    await joinMeeting(alice, openHouse),
    await joinMeeting(bob, openHouse),
    await joinMeeting(carol, openHouse),
  ];
  const message = { channel: 7, session: randomUUID(), sequence: 1, data: 'AAAA' };
  expect(await aliceClient.askFeature('dataChannel', { ...message, to: [] })).toBe('done');
  expect(
    await aliceClient.askFeature('dataChannel', {
      ...message,
      sequence: 2,
      to: [carolClient.self, randomUUID()],
    }),
  ).toBe('done');
  expect(await aliceClient.askFeature('dataChannel', { ...message, to: [randomUUID()] })).toBe('400/0');
  expect(await aliceClient.askFeature('dataChannel', { ...message, to: [aliceClient.self] })).toBe('400/0');
  await expect.poll(() => carolClient.listMessages('dataChannel')).toHaveLength(2);
  expect(bobClient.listMessages('dataChannel')).toEqual([message]);
  expect(aliceClient.listMessages('dataChannel')).toEqual([]);
});

test('participants learn of recording, transcription and consent, even if they join later; a consent ends when its participant leaves', async () => {
  const aliceClient = await joinMeeting(alice, openHouse);
  setRecording(findCallOf(aliceClient), true);
  setRecording(findCallOf(aliceClient), true);
  setRecording(findCallOf(aliceClient), 'paused');
  setTranscription(findCallOf(aliceClient), true);
  expect(requireConsent(findCallOf(aliceClient), true)).toBeUndefined();
  await expect.poll(() => aliceClient.listSharedValues('recording', 'consentRequired')).toEqual([true]);
  expect(aliceClient.listSharedValues('recording', 'recording')).toMatchObject([
    { state: 'Started' },
    { state: 'Paused' },
  ]);
  const bobClient = await joinMeeting(bob, openHouse);
  await expect
    .poll(() => bobClient.listSharedValues('recording', 'recording'))
    .toMatchObject([{ state: 'Paused' }]);
  expect(await bobClient.askFeature('recording', { consent: true })).toBe('done');
  expect(aliceClient.listSharedValues('recording', bobClient.self)).toEqual([true]);
  setRecording(findCallOf(aliceClient), false);
  await expect.poll(() => aliceClient.listSharedValues('recording', 'recording').at(-1)).toBeNull();
  bobClient.sendCommand({ t: 'leave', call: bobClient.call, everyone: false });
  await expect.poll(() => aliceClient.listSharedValues('recording', bobClient.self)).toEqual([true, null]);
  const [oneToOneClient] = await connectAliceAndBob();
  expect(requireConsent(findCallOf(oneToOneClient), true)?.code).toBe(400);
});

test('slides have one presenter at a time, and a breakout room of a meeting opens for all who are assigned to it', async () => {
  const [aliceClient, bobClient] = [await joinMeeting(alice, openHouse), await joinMeeting(bob, openHouse)];
  presentSlides(findCallOf(aliceClient), findParticipantOf(aliceClient));
  presentSlides(findCallOf(aliceClient), findParticipantOf(bobClient));
  await expect.poll(() => aliceClient.listSharedValues('pptLive', bobClient.self)).toEqual([true]);
  expect(aliceClient.listSharedValues('pptLive', aliceClient.self)).toEqual([true, null]);
  presentSlides(findCallOf(aliceClient), null);
  await expect.poll(() => aliceClient.listSharedValues('pptLive', bobClient.self)).toEqual([true, null]);
  const room = createRoom('Room 1', false);
  expect(assignRoom(findCallOf(aliceClient), findParticipantOf(bobClient), room)).toBeUndefined();
  setRoomOpen(findCallOf(aliceClient), room.threadId, true);
  await expect
    .poll(() => bobClient.listSharedValues('breakoutRooms', bobClient.self))
    .toMatchObject([{ open: false }, { open: true }]);
  const [oneToOneClient] = await connectAliceAndBob();
  const refusal = assignRoom(findCallOf(oneToOneClient), findParticipantOf(oneToOneClient), room);
  expect(refusal).toMatchObject({ code: 400, subCode: 46250 });
});

test('participants can rate a call after they have left it, and other users cannot', async () => {
  const [aliceClient, bobClient] = await connectAliceAndBob();
  const carolClient = await connectAs(carol, aliceClient.call);
  aliceClient.sendCommand({ t: 'leave', call: aliceClient.call, everyone: false });
  await bobClient.waitForEvent('ended');
  const rateCall = async (client: FeatureClient, score: number) => {
    const ref = randomUUID();
    const scale = { lowerBound: 1, upperBound: 5, lowScoreThreshold: 2 };
    const survey = { id: randomUUID(), overallRating: { score, scale, issues: [] } };
    client.sendCommand({ t: 'survey', call: aliceClient.call, ref, participant: client.self, survey });
    return (await client.waitForEvent('answered', (event) => event.ref === ref)).refusal?.code ?? 'done';
  };
  expect([
    await rateCall(aliceClient, 5),
    await rateCall(bobClient, 1),
    await rateCall(carolClient, 3),
  ]).toEqual(['done', 'done', 400]);
  expect(listSurveys()).toMatchObject([
    { call: aliceClient.call, by: `8:orgid:${alice}`, survey: { overallRating: { score: 5 } } },
    { call: aliceClient.call, by: `8:orgid:${bob}`, survey: { overallRating: { score: 1 } } },
  ]);
});
