import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { alice, bob, carol, openHouse, withSignalling, withLobby } from '../../testing/signallingCalls.ts';

const { join, record, connectAs } = withSignalling();

const well: Record<string, unknown> = {
  raiseHand: { up: true },
  reaction: { reaction: 'like' },
  spotlight: { start: [randomUUID()] },
  captions: { start: null },
  realTimeText: { text: 'hello', final: false },
  recording: { consent: true },
  dataChannel: { channel: 1, session: randomUUID(), sequence: 1, data: 'AAAA', to: [] },
};
const long = 'x'.repeat(50_000);
const hostile: [feature: string, what: unknown][] = [
  ...Object.entries(well).flatMap(([feature, what]): [string, unknown][] => [
    [feature, { ...(what as object), more: 1 }],
    [feature, null],
    [feature, [what]],
    [feature, 'text'],
    [feature, {}],
  ]),
  ['raiseHand', { up: 'yes' }],
  ['raiseHand', { lower: ['not an id'] }],
  ['raiseHand', { lower: Array.from({ length: 351 }, () => randomUUID()) }],
  ['reaction', { reaction: 'thumbsdown' }],
  ['spotlight', { start: [] }],
  ['spotlight', { stop: 'some' }],
  ['captions', { start: long }],
  ['captions', { language: { toString: 'en' } }],
  ['realTimeText', { text: long, final: true }],
  ['dataChannel', { channel: 0, session: randomUUID(), sequence: 1, data: 'AAAA', to: [] }],
  ['dataChannel', { channel: 65_536, session: randomUUID(), sequence: 1, data: 'AAAA', to: [] }],
  ['dataChannel', { channel: 1, session: randomUUID(), sequence: -1, data: 'AAAA', to: [] }],
  ['dataChannel', { channel: 1, session: randomUUID(), sequence: 1, data: 'ä', to: [] }],
  ['dataChannel', { channel: 1, session: randomUUID(), sequence: 1, data: long, to: [] }],
  ['dataChannel', { channel: 1, session: 'x', closed: true }],
  ['pptLive', { present: true }],
  ['breakoutRooms', { open: true }],
  ['nonsense', {}],
];

test('an invalid request to a feature gets 400 or 501, changes nothing, and reaches nobody', async () => {
  const [a, b] = [await join(alice, openHouse), await join(bob, openHouse)];
  const before = JSON.stringify([...record(a).sharedValues].map(([feature, kept]) => [feature, [...kept]]));
  for (const [feature, what] of hostile) {
    const expected = feature === 'nonsense' ? '501/0' : '400/0';
    expect(await a.ask(feature, what), `${feature} ${JSON.stringify(what)?.slice(0, 60)}`).toBe(expected);
  }
  expect(JSON.stringify([...record(a).sharedValues].map(([feature, kept]) => [feature, [...kept]]))).toBe(
    before,
  );
  expect(b.events.filter(({ t }) => t === 'shared' || t === 'said')).toEqual([]);
});

test('a malformed feature name closes the socket with 1007, like any malformed frame', async () => {
  const a = await join(alice, openHouse);
  a.command({ t: 'ask', call: a.call, ref: randomUUID(), feature: '__proto__', what: {} });
  expect(await a.closed).toBe(1007);
});

test('features refuse users who are not in the call, ring, or wait in its lobby', async () => {
  const a = await join(alice, withLobby);
  const [waiting, stranger] = [await join(bob, withLobby, 'InLobby'), await connectAs(carol, a.call)];
  for (const [feature, what] of Object.entries(well)) {
    expect(await waiting.ask(feature, what), feature).toBe('400/0');
    expect(await stranger.ask(feature, what), feature).toBe('400/0');
  }
  expect(record(a).sharedValues.size).toBe(0);
  expect(waiting.events.filter(({ t }) => t === 'shared' || t === 'said')).toEqual([]);
});
