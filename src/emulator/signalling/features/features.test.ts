import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { assignRoom, newRoom, openRoom } from './breakoutRooms.ts';
import { speak } from './captions.ts';
import { presentSlides } from './pptLive.ts';
import { requireConsent, setRecording, setTranscription } from './recording.ts';
import {
  alice,
  bob,
  carol,
  openHouse,
  townHall,
  withSignalling,
  type FeatureClient,
} from '../../testing/signallingCalls.ts';

const { join, member, pair, record, surveys, connectAs, withEcho } = withSignalling();

test('hands keep their order, attendees lower only their own, and leaving lowers a hand', async () => {
  const [a, b, c] = [await join(alice, townHall), await join(bob, townHall), await join(carol, townHall)];
  for (const client of [c, b]) expect(await client.ask('raiseHand', { up: true })).toBe('done');
  expect(await c.ask('raiseHand', { up: true })).toBe('done');
  expect([...(record(a).sharedValues.get('raiseHand') ?? [])]).toEqual([
    [c.self, 1],
    [b.self, 2],
  ]);
  expect(await c.ask('raiseHand', { lower: [b.self] })).toBe('403/0');
  expect(await c.ask('raiseHand', { lower: [] })).toBe('403/0');
  expect(await c.ask('raiseHand', { lower: [c.self] })).toBe('done');
  b.command({ t: 'leave', call: b.call, everyone: false });
  await expect.poll(() => a.shared('raiseHand', b.self)).toEqual([2, null]);
});

test('1:1 calls have text and captions, but neither reactions nor a spotlight', async () => {
  const [a] = await pair();
  expect(await a.ask('reaction', { reaction: 'like' })).toBe('403/0');
  expect(await a.ask('spotlight', { start: [a.self] })).toBe('403/0');
  expect(await a.ask('realTimeText', { text: 'hello', final: false })).toBe('done');
  expect(await a.ask('captions', { start: null })).toBe('done');
});

test('a reaction reaches everyone once, its sender included', async () => {
  const [a, b] = [await join(alice, openHouse), await join(bob, openHouse)];
  await b.ask('reaction', { reaction: 'applause' });
  await expect.poll(() => a.said('reaction')).toEqual([{ reaction: 'applause' }]);
  expect(b.said('reaction')).toEqual([{ reaction: 'applause' }]);
});

test('the spotlight takes seven joined participants at most, each once, by role', async () => {
  const [a, c] = [await join(alice, townHall), await join(carol, townHall)];
  const rest = await Promise.all(Array.from({ length: 6 }, () => join(bob, townHall)));
  const all = [a, c, ...rest].map(({ self }) => self);
  expect(await c.ask('spotlight', { start: [c.self] })).toBe('403/45903');
  expect(await a.ask('spotlight', { start: [randomUUID()] })).toBe('400/0');
  expect(await a.ask('spotlight', { start: all })).toBe('400/45902');
  expect(await a.ask('spotlight', { start: [c.self, c.self, a.self] })).toBe('done');
  expect(await a.ask('spotlight', { start: [c.self] })).toBe('400/45900');
  expect(c.shared('spotlight', a.self)).toEqual([2]);
  expect(await c.ask('spotlight', { stop: [a.self] })).toBe('403/45903');
  expect(await c.ask('spotlight', { stop: 'all' })).toBe('403/45903');
  expect(await c.ask('spotlight', { stop: [c.self] })).toBe('done');
  expect(await a.ask('spotlight', { stop: 'all' })).toBe('done');
  expect(record(a).sharedValues.get('spotlight')?.size).toBe(0);
});

test('captions come as partial results and then as a sentence, to participants with captions only', async () => {
  const [a, b] = [await join(alice, openHouse), await join(bob, openHouse)];
  expect(await a.ask('captions', { language: 'de' })).toBe('400/0');
  expect(await a.ask('captions', { start: 'DE-de' })).toBe('done');
  expect(await a.ask('captions', { language: 'xx' })).toBe('400/0');
  expect(await a.ask('captions', { language: 'fr' })).toBe('done');
  expect(speak(record(a), member(b), ' Guten Tag, wie geht es Ihnen? ')).toBeUndefined();
  await a.event('said', ({ what }) => (what as { final: boolean }).final);
  expect(a.said('captions')).toMatchObject([
    { text: 'guten tag wie', final: false, spoken: 'de-de' },
    { text: 'guten tag wie geht es ihnen', final: false },
    { text: 'Guten Tag, wie geht es Ihnen?', final: true },
  ]);
  expect(b.said('captions')).toEqual([]);
  expect(await a.ask('captions', { spoken: 'tlh' })).toBe('done');
  expect(a.shared('captions', 'spoken')).toEqual(['de-de', 'en-us']);
});

test('a caption needs a text of allowed length and a speaker in the call, and ends when the speaker leaves', async () => {
  const [a, b] = [await join(alice, openHouse), await join(bob, openHouse)];
  const gone = member(b);
  await a.ask('captions', { start: null });
  for (const text of ['', '  ', 'x'.repeat(2_001)]) expect(speak(record(a), gone, text)?.code).toBe(400);
  speak(record(a), gone, 'one two three four five six seven eight');
  b.command({ t: 'leave', call: b.call, everyone: false });
  await a.event('left');
  const heard = a.said('captions').length;
  expect(speak(record(a), gone, 'still here')?.code).toBe(400);
  await new Promise((done) => setTimeout(done, 450));
  expect(a.said('captions')).toHaveLength(heard);
});

test('the echo bot speaks for as long as a participant has captions', async () => {
  const a = await withEcho();
  await a.ask('captions', { start: null });
  const final = await a.event('said', ({ what }) => (what as { final: boolean }).final);
  expect(final.what).toMatchObject({ text: 'Hello, this is Echo.' });
  await a.ask('captions', { stop: true });
  const heard = a.said('captions').length;
  await new Promise((done) => setTimeout(done, 1_300));
  expect(a.said('captions')).toHaveLength(heard);
});

test('real-time text is one message until it is final, and meetings have none', async () => {
  const [a, b] = await pair();
  await a.ask('realTimeText', { text: 'h', final: false });
  await a.ask('realTimeText', { text: 'hi', final: true });
  await a.ask('realTimeText', { text: 'so', final: false });
  await expect
    .poll(() => b.said('realTimeText'))
    .toEqual([
      { id: 1, final: false, text: 'h' },
      { id: 1, final: true, text: 'hi' },
      { id: 2, final: false, text: 'so' },
    ]);
  expect(a.said('realTimeText')).toHaveLength(3);
  const m = await join(carol, openHouse);
  expect(await m.ask('realTimeText', { text: 'h', final: false })).toBe('403/0');
});

test('data reaches everyone else or its receivers, and is refused when no receiver has joined', async () => {
  const [a, b, c] = [await join(alice, openHouse), await join(bob, openHouse), await join(carol, openHouse)];
  const message = { channel: 7, session: randomUUID(), sequence: 1, data: 'AAAA' };
  expect(await a.ask('dataChannel', { ...message, to: [] })).toBe('done');
  expect(await a.ask('dataChannel', { ...message, sequence: 2, to: [c.self, randomUUID()] })).toBe('done');
  expect(await a.ask('dataChannel', { ...message, to: [randomUUID()] })).toBe('400/0');
  expect(await a.ask('dataChannel', { ...message, to: [a.self] })).toBe('400/0');
  await expect.poll(() => c.said('dataChannel')).toHaveLength(2);
  expect(b.said('dataChannel')).toEqual([message]);
  expect(a.said('dataChannel')).toEqual([]);
});

test('recording, transcription and consent reach everyone, also those who join later; consent leaves with its participant', async () => {
  const a = await join(alice, openHouse);
  setRecording(record(a), true);
  setRecording(record(a), true);
  setRecording(record(a), 'paused');
  setTranscription(record(a), true);
  expect(requireConsent(record(a), true)).toBeUndefined();
  await expect.poll(() => a.shared('recording', 'consentRequired')).toEqual([true]);
  expect(a.shared('recording', 'recording')).toMatchObject([{ state: 'Started' }, { state: 'Paused' }]);
  const b = await join(bob, openHouse);
  await expect.poll(() => b.shared('recording', 'recording')).toMatchObject([{ state: 'Paused' }]);
  expect(await b.ask('recording', { consent: true })).toBe('done');
  expect(a.shared('recording', b.self)).toEqual([true]);
  setRecording(record(a), false);
  await expect.poll(() => a.shared('recording', 'recording').at(-1)).toBeNull();
  b.command({ t: 'leave', call: b.call, everyone: false });
  await expect.poll(() => a.shared('recording', b.self)).toEqual([true, null]);
  const [p] = await pair();
  expect(requireConsent(record(p), true)?.code).toBe(400);
});

test('slides have one presenter; breakout rooms exist in meetings, and open for all who are assigned', async () => {
  const [a, b] = [await join(alice, openHouse), await join(bob, openHouse)];
  presentSlides(record(a), member(a));
  presentSlides(record(a), member(b));
  await expect.poll(() => a.shared('pptLive', b.self)).toEqual([true]);
  expect(a.shared('pptLive', a.self)).toEqual([true, null]);
  presentSlides(record(a), null);
  await expect.poll(() => a.shared('pptLive', b.self)).toEqual([true, null]);
  const room = newRoom('Room 1', false);
  expect(assignRoom(record(a), member(b), room)).toBeUndefined();
  openRoom(record(a), room.threadId, true);
  await expect.poll(() => b.shared('breakoutRooms', b.self)).toMatchObject([{ open: false }, { open: true }]);
  const [p] = await pair();
  expect(assignRoom(record(p), member(p), room)).toMatchObject({ code: 400, subCode: 46250 });
});

test('participants may rate a call, also after it has ended', async () => {
  const [a, b] = await pair();
  const c = await connectAs(carol, a.call);
  a.command({ t: 'leave', call: a.call, everyone: false });
  await b.event('ended');
  const rate = async (client: FeatureClient, score: number) => {
    const ref = randomUUID();
    const scale = { lowerBound: 1, upperBound: 5, lowScoreThreshold: 2 };
    const survey = { id: randomUUID(), overallRating: { score, scale, issues: [] } };
    client.command({ t: 'survey', call: a.call, ref, participant: client.self, survey });
    return (await client.event('answered', (event) => event.ref === ref)).refusal?.code ?? 'done';
  };
  expect([await rate(a, 5), await rate(b, 1), await rate(c, 3)]).toEqual(['done', 'done', 400]);
  expect(surveys()).toMatchObject([
    { call: a.call, by: `8:orgid:${alice}`, survey: { overallRating: { score: 5 } } },
    { call: a.call, by: `8:orgid:${bob}`, survey: { overallRating: { score: 1 } } },
  ]);
});
