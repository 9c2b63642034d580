import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  alice,
  bob,
  carol,
  openHouse,
  setUpSignallingServer,
  withLobby,
} from '../../testing/signallingCalls.ts';

// The event `shared` contains a value that a call feature stores for everyone in the call, and `said` contains a message of
// a call feature. `askFeature` sends a request to a feature, and returns `done`, or the code and subcode of the refusal.

const { joinMeeting, findCallOf, connectAs } = setUpSignallingServer();

/** Maps features to a valid request of each. */
const validRequests: Record<string, unknown> = {
  raiseHand: { up: true },
  reaction: { reaction: 'like' },
  spotlight: { start: [randomUUID()] },
  captions: { start: null },
  realTimeText: { text: 'hello', final: false },
  recording: { consent: true },
  dataChannel: { channel: 1, session: randomUUID(), sequence: 1, data: 'AAAA', to: [] },
};
const longText = 'x'.repeat(50_000);
const invalidRequests: [feature: string, request: unknown][] = [
  ...Object.entries(validRequests).flatMap(([feature, what]): [string, unknown][] => [
    [feature, { ...(what as object), more: 1 }],
    [feature, null],
    [feature, [what]],
    [feature, 'text'],
    [feature, {}],
  ]),
  ['raiseHand', { up: 'yes' }],
  ['raiseHand', { lower: ['not an id'] }],
  // A request may name at most 350 participants.
  ['raiseHand', { lower: Array.from({ length: 351 }, () => randomUUID()) }],
  ['reaction', { reaction: 'thumbsdown' }],
  ['spotlight', { start: [] }],
  ['spotlight', { stop: 'some' }],
  ['captions', { start: longText }],
  ['captions', { language: { toString: 'en' } }],
  ['realTimeText', { text: longText, final: true }],
  ['dataChannel', { channel: 0, session: randomUUID(), sequence: 1, data: 'AAAA', to: [] }],
  ['dataChannel', { channel: 65_536, session: randomUUID(), sequence: 1, data: 'AAAA', to: [] }],
  ['dataChannel', { channel: 1, session: randomUUID(), sequence: -1, data: 'AAAA', to: [] }],
  ['dataChannel', { channel: 1, session: randomUUID(), sequence: 1, data: 'ä', to: [] }],
  ['dataChannel', { channel: 1, session: randomUUID(), sequence: 1, data: longText, to: [] }],
  ['dataChannel', { channel: 1, session: 'x', closed: true }],
  ['pptLive', { present: true }],
  ['breakoutRooms', { open: true }],
  ['nonsense', {}],
];

test('the server refuses an invalid request to a feature with 400 or 501, and no participant learns of it', async () => {
  const [aliceClient, bobClient] = [await joinMeeting(alice, openHouse), await joinMeeting(bob, openHouse)];
  const readSharedValues = () =>
    JSON.stringify(
      [...findCallOf(aliceClient).sharedValues].map(([feature, values]) => [feature, [...values]]),
    );
  const before = readSharedValues();
  for (const [feature, what] of invalidRequests) {
    const expected = feature === 'nonsense' ? '501/0' : '400/0';
    expect(
      await aliceClient.askFeature(feature, what),
      `${feature} ${JSON.stringify(what)?.slice(0, 60)}`,
    ).toBe(expected);
  }
  expect(readSharedValues()).toBe(before);
  expect(bobClient.events.filter(({ t }) => t === 'shared' || t === 'said')).toEqual([]);
});

test('the server closes a socket with 1007 after a malformed feature name, as after any malformed frame', async () => {
  const aliceClient = await joinMeeting(alice, openHouse);
  aliceClient.sendCommand({
    t: 'ask',
    call: aliceClient.call,
    ref: randomUUID(),
    feature: '__proto__',
    what: {},
  });
  expect(await aliceClient.closeCode).toBe(1007);
});

test('the server refuses requests to features from users who wait in the lobby or are not in the call', async () => {
  const aliceClient = await joinMeeting(alice, withLobby);
  const [waitingClient, strangerClient] = [
    await joinMeeting(bob, withLobby, 'InLobby'),
    await connectAs(carol, aliceClient.call),
  ];
  for (const [feature, what] of Object.entries(validRequests)) {
    expect(await waitingClient.askFeature(feature, what), feature).toBe('400/0');
    expect(await strangerClient.askFeature(feature, what), feature).toBe('400/0');
  }
  expect(findCallOf(aliceClient).sharedValues.size).toBe(0);
  expect(waitingClient.events.filter(({ t }) => t === 'shared' || t === 'said')).toEqual([]);
});
