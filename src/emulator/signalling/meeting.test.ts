import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MeetingLocator } from '../wire/meetingLink.ts';
import { findPerson } from '../core/seed.ts';
import { defaultState, startSignalling, TestClient } from '../testing/testClient.ts';

const oid = (name: string): string => findPerson(`${name}@fabrikam.example`)?.oid ?? '';
const [alice, bob, carol] = ['alice', 'bob', 'carol'].map(oid) as [string, string, string];
const open = { meetingId: '201000000001', passcode: 'open01' };
const lobby = { meetingId: '201000000002', passcode: 'lobby2' };
const townHall = { threadId: '19:meeting_TownHall@thread.v2' };

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling({ timing: { lobbyMs: 400, closedGraceMs: 100 } });
});
afterEach(() => server.stop());

/** Connects a test client that joins a meeting. */
async function join(who: string, meeting: MeetingLocator) {
  const client = await TestClient.connect(server.url, who);
  const [call, self] = [randomUUID(), randomUUID()];
  client.command({ t: 'join', call, self, meeting, state: defaultState });
  const place = (presence: string) => client.event('place', (event) => event.presence === presence);
  const sees = (id: string, presence: string) =>
    client.event('participant', ({ entry }) => entry.participant === id && entry.presence === presence);
  return Object.assign(client, { call, self, place, sees });
}
const answer = (client: TestClient, ref: string) => client.event('answered', (event) => event.ref === ref);

test('a participant stays alone in a meeting, before another one joins by link and after they leave', async () => {
  const a = await join(alice, open);
  expect(await a.place('Joined')).toMatchObject({
    call: a.call,
    kind: 'meeting',
    role: 'Organizer',
    threadId: '19:meeting_OpenHouse@thread.v2',
  });
  const b = await join(bob, { threadId: '19:meeting_OpenHouse@thread.v2' });
  await a.sees(b.self, 'Joined');
  const seen = await b.sees(a.self, 'Joined');
  expect(seen).toMatchObject({ call: b.call, entry: { role: 'Organizer', offers: true } });
  expect((await b.place('Joined')).server).toBe((await a.place('Joined')).server);
  b.command({ t: 'leave', call: b.call, everyone: false });
  await a.event('left', ({ participant, call }) => participant === b.self && call === a.call);
  expect(server.counts().calls).toBe(1);
  a.command({ t: 'leave', call: a.call, everyone: false });
  await expect.poll(() => server.counts().calls).toBe(0);
});

test.each<[string, MeetingLocator]>([
  ['an unknown number', { meetingId: '999999999999', passcode: 'open01' }],
  ['a wrong passcode', { ...open, passcode: 'OPEN01' }],
  ['no passcode where there is one', { meetingId: open.meetingId }],
])('%s ends the call with 404/5751', async (_, meeting) => {
  const a = await join(alice, meeting);
  expect((await a.event('ended')).end).toEqual({ code: 404, subCode: 5751 });
  expect(server.counts().calls).toBe(0);
});

test('a link to an unknown thread opens a meeting with the link’s organizer', async () => {
  const meeting = { threadId: '19:meeting_adhoc@thread.v2', organizer: bob };
  const [a, b] = [await join(alice, meeting), await join(bob, meeting)];
  expect((await a.place('Joined')).role).toBe('Presenter');
  expect((await b.place('Joined')).role).toBe('Organizer');
});

test('a participant in the lobby sees nothing and may do nothing until a presenter admits them', async () => {
  const b = await join(bob, lobby);
  expect((await b.place('InLobby')).role).toBe('Unknown');
  const a = await join(alice, lobby);
  await a.sees(b.self, 'InLobby');
  a.command({ t: 'ask', call: a.call, ref: randomUUID(), feature: 'raiseHand', what: { up: true } });
  b.command({ t: 'mute', call: b.call, participants: [a.self] });
  b.command({ t: 'admit', call: b.call, ref: randomUUID(), participants: [b.self] });
  b.command({ t: 'signal', call: b.call, to: a.self, signal: { ask: 'restart' } });
  a.command({ t: 'signal', call: a.call, to: b.self, signal: { ask: 'restart' } });
  await b.wait(({ events }) => events.find(({ t }) => t === 'answered'));
  expect((await a.event('refused')).of).toBe('signal');
  expect(new Set(b.events.map(({ t }) => t))).toEqual(new Set(['place', 'refused', 'answered']));
  const ref = randomUUID();
  a.command({ t: 'admit', call: a.call, ref, participants: [b.self] });
  expect((await answer(a, ref)).refusal).toBeNull();
  expect((await b.place('Joined')).role).toBe('Presenter');
  await b.sees(a.self, 'Joined');
  await b.event('shared');
});

test('a rejected participant ends with 0/5854, and one who waits too long with 0/5855', async () => {
  const [a, b, c] = [await join(alice, lobby), await join(bob, lobby), await join(carol, lobby)];
  await a.sees(b.self, 'InLobby');
  const ref = randomUUID();
  a.command({ t: 'deny', call: a.call, ref, participant: b.self });
  expect((await b.event('ended')).end).toEqual({ code: 0, subCode: 5854 });
  await a.event('left', ({ participant }) => participant === b.self);
  expect((await c.event('ended')).end).toEqual({ code: 0, subCode: 5855 });
  expect(c.events.some(({ t }) => t === 'left')).toBe(false);
});

test('a participant who leaves the lobby, or closes the page there, is gone from the lobby', async () => {
  const [b, c] = [await join(bob, lobby), await join(carol, lobby)];
  await c.place('InLobby');
  const a = await join(alice, lobby);
  await a.sees(c.self, 'InLobby');
  b.command({ t: 'leave', call: b.call, everyone: false });
  c.socket.terminate();
  for (const { self } of [b, c]) await a.event('left', ({ participant }) => participant === self);
  a.command({
    t: 'transfer',
    call: a.call,
    ticket: randomUUID(),
    participant: b.self,
    target: { call: a.call },
  });
  expect((await a.event('refused')).why).toContain('meeting');
  a.command({ t: 'leave', call: a.call, everyone: false });
  await expect.poll(() => server.counts().calls).toBe(0);
});

test('an attendee may neither remove, mute, share, add nor end for all; other roles may', async () => {
  const [a, b, c] = [await join(alice, townHall), await join(bob, townHall), await join(carol, townHall)];
  expect((await b.place('Joined')).role).toBe('Co-organizer');
  expect((await c.place('Joined')).role).toBe('Attendee');
  const refs = Array.from({ length: 4 }, () => randomUUID()) as [string, string, string, string];
  c.command({ t: 'remove', call: c.call, ref: refs[0], participant: a.self });
  c.command({ t: 'mute', call: c.call, ref: refs[1], participants: [a.self] });
  c.command({ t: 'admit', call: c.call, ref: refs[2], participants: [a.self] });
  for (const ref of refs.slice(0, 3)) expect((await answer(c, ref)).refusal?.code).toBe(403);
  c.command({ t: 'state', call: c.call, state: { ...defaultState, video: true, screen: true } });
  const { entry } = await a.event('participant', (event) => event.entry.state.video);
  expect(entry.state.screen).toBe(false);
  c.command({ t: 'add', call: c.call, participant: randomUUID(), id: '4:+14255550100' });
  await c.wait(({ events }) => (events.filter(({ t }) => t === 'refused').length === 2 ? true : undefined));
  c.command({ t: 'leave', call: c.call, ref: refs[3], everyone: true });
  await a.event('left', ({ participant }) => participant === c.self);
  b.command({ t: 'mute', call: b.call, participants: [a.self] });
  expect((await a.event('muted')).by).toBe(b.self);
  b.command({ t: 'leave', call: b.call, everyone: true });
  expect((await a.event('ended')).end).toEqual({ code: 0, subCode: 4097 });
});

test('an endpoint is in a meeting once; a user with two endpoints is two participants', async () => {
  const a = await join(alice, open);
  await a.place('Joined');
  a.command({ t: 'join', call: randomUUID(), self: randomUUID(), meeting: open, state: defaultState });
  expect((await a.event('refused')).why).toBe('in this meeting already');
  const again = await join(alice, open);
  await a.sees(again.self, 'Joined');
});
