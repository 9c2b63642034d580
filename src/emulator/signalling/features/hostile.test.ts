import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openHouse, setUpCommands } from '../../testing/commandClients.ts';

const { joinMeeting, findCall } = setUpCommands();

const session = randomUUID();
const message = { channel: 1, session, sequence: 1, data: 'AAAA', to: [] };
const validRequests: Record<string, unknown> = {
  raiseHand: { up: true },
  reaction: { reaction: 'like' },
  spotlight: { start: [randomUUID()] },
  captions: { start: null },
  realTimeText: { text: 'hello', final: false },
  recording: { consent: true },
  dataChannel: message,
};
const longText = 'x'.repeat(50_000);
const invalidRequests: [feature: string, request: unknown][] = [
  ...Object.entries(validRequests).flatMap(([feature, what]): [string, unknown][] =>
    [{ ...(what as object), more: 1 }, null, [what], 'text', {}].map((request) => [feature, request]),
  ),
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
  ['dataChannel', { ...message, channel: 0 }],
  ['dataChannel', { ...message, channel: 65_536 }],
  ['dataChannel', { ...message, sequence: -1 }],
  ['dataChannel', { ...message, data: 'ä' }],
  ['dataChannel', { ...message, data: longText }],
  ['dataChannel', { channel: 1, session: 'x', closed: true }],
];

test('the server refuses an invalid request to a feature with 400 or 501, and no participant learns of it', () => {
  const [alice, bob] = joinMeeting(openHouse, 'alice', 'bob');
  for (const [feature, what] of invalidRequests)
    expect(alice.askFeature(feature, what), `${feature} ${JSON.stringify(what)?.slice(0, 60)}`).toBe('400/0');
  expect(alice.askFeature('nonsense', {})).toBe('501/0');
  expect(findCall(alice).sharedValues.size).toBe(0);
  expect(bob.events.filter(({ t }) => t === 'shared' || t === 'said')).toEqual([]);
});
