import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MeetingLocator } from '../wire/meetingLink.ts';
import { findPerson } from '../testing/directory.ts';
import { defaultState, startSignalling, TestClient } from '../testing/testClient.ts';

const findOid = (name: string): string => findPerson(`${name}@fabrikam.example`)?.oid ?? '';
const [alice, bob, carol] = ['alice', 'bob', 'carol'].map(findOid) as [string, string, string];
// The meetings of the default directory. Alice is the organizer of all three.
/** A meeting without a lobby. Everyone is a presenter. */
const openHouse = { meetingId: '201000000001', passcode: 'open01' };
/** A meeting in which everyone but the organizer waits in the lobby. */
const withLobby = { meetingId: '201000000002', passcode: 'lobby2' };
/** A meeting without a lobby. Bob is a co-organizer, and everyone else has the role Attendee. */
const townHall = { threadId: '19:meeting_TownHall@thread.v2' };

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling({ timing: { lobbyTimeoutMs: 400, lostSocketGraceMs: 100 } });
});
afterEach(() => server.stop());

/** Connects a test client of a user, which joins a meeting or its lobby. @param oid the user's object id. */
async function joinMeeting(oid: string, meeting: MeetingLocator) {
  const client = await TestClient.connect(server.url, oid);
  const [call, self] = [randomUUID(), randomUUID()];
  client.sendCommand({ t: 'join', call, self, meeting, state: defaultState });
  /** Waits until the client's own presence in the call is `presence`. @returns the event with the call context. */
  const waitForContext = (presence: string) =>
    client.waitForEvent('place', (event) => event.presence === presence);
  /** Waits until the client gets a roster entry of another participant with this presence. */
  const waitForParticipant = (participantId: string, presence: string) =>
    client.waitForEvent(
      'participant',
      ({ entry }) => entry.participant === participantId && entry.presence === presence,
    );
  return Object.assign(client, { call, self, waitForContext, waitForParticipant });
}
/** Waits for the answer to the command with this `ref`. */
const waitForAnswer = (client: TestClient, ref: string) =>
  client.waitForEvent('answered', (event) => event.ref === ref);

test('a meeting goes on with a single participant, before a second one joins and after the second one leaves', async () => {
  const aliceClient = await joinMeeting(alice, openHouse);
  expect(await aliceClient.waitForContext('Joined')).toMatchObject({
    call: aliceClient.call,
    kind: 'meeting',
    role: 'Organizer',
    threadId: '19:meeting_OpenHouse@thread.v2',
  });
  const bobClient = await joinMeeting(bob, { threadId: '19:meeting_OpenHouse@thread.v2' });
  await aliceClient.waitForParticipant(bobClient.self, 'Joined');
  const aliceSeenByBob = await bobClient.waitForParticipant(aliceClient.self, 'Joined');
  expect(aliceSeenByBob).toMatchObject({ call: bobClient.call, entry: { role: 'Organizer', offers: true } });
  expect((await bobClient.waitForContext('Joined')).server).toBe(
    (await aliceClient.waitForContext('Joined')).server,
  );
  bobClient.sendCommand({ t: 'leave', call: bobClient.call, everyone: false });
  await aliceClient.waitForEvent(
    'left',
    ({ participant, call }) => participant === bobClient.self && call === aliceClient.call,
  );
  expect(server.readCounts().calls).toBe(1);
  aliceClient.sendCommand({ t: 'leave', call: aliceClient.call, everyone: false });
  await expect.poll(() => server.readCounts().calls).toBe(0);
});

test.each<[string, MeetingLocator]>([
  ['an unknown number', { meetingId: '999999999999', passcode: 'open01' }],
  ['a wrong passcode', { ...openHouse, passcode: 'OPEN01' }],
  ['a missing passcode', { meetingId: openHouse.meetingId }],
])('joining a meeting with %s ends the call with 404/5751', async (_, meeting) => {
  const aliceClient = await joinMeeting(alice, meeting);
  expect((await aliceClient.waitForEvent('ended')).end).toEqual({ code: 404, subCode: 5751 });
  expect(server.readCounts().calls).toBe(0);
});

test('a link to an unknown thread opens a meeting with the link’s organizer', async () => {
  const meeting = { threadId: '19:meeting_adhoc@thread.v2', organizer: bob };
  const [aliceClient, bobClient] = [await joinMeeting(alice, meeting), await joinMeeting(bob, meeting)];
  expect((await aliceClient.waitForContext('Joined')).role).toBe('Presenter');
  expect((await bobClient.waitForContext('Joined')).role).toBe('Organizer');
});

test('a participant in the lobby gets no events of the meeting and can do nothing in it until the organizer admits them', async () => {
  const bobClient = await joinMeeting(bob, withLobby);
  expect((await bobClient.waitForContext('InLobby')).role).toBe('Unknown');
  const aliceClient = await joinMeeting(alice, withLobby);
  await aliceClient.waitForParticipant(bobClient.self, 'InLobby');
  aliceClient.sendCommand({
    t: 'ask',
    call: aliceClient.call,
    ref: randomUUID(),
    feature: 'raiseHand',
    what: { up: true },
  });
  bobClient.sendCommand({ t: 'mute', call: bobClient.call, participants: [aliceClient.self] });
  bobClient.sendCommand({
    t: 'admit',
    call: bobClient.call,
    ref: randomUUID(),
    participants: [bobClient.self],
  });
  bobClient.sendCommand({
    t: 'signal',
    call: bobClient.call,
    to: aliceClient.self,
    signal: { ask: 'restart' },
  });
  aliceClient.sendCommand({
    t: 'signal',
    call: aliceClient.call,
    to: bobClient.self,
    signal: { ask: 'restart' },
  });
  await bobClient.waitFor(({ events }) => events.find(({ t }) => t === 'answered'));
  expect((await aliceClient.waitForEvent('refused')).of).toBe('signal');
  expect(new Set(bobClient.events.map(({ t }) => t))).toEqual(new Set(['place', 'refused', 'answered']));
  const ref = randomUUID();
  aliceClient.sendCommand({ t: 'admit', call: aliceClient.call, ref, participants: [bobClient.self] });
  expect((await waitForAnswer(aliceClient, ref)).refusal).toBeNull();
  expect((await bobClient.waitForContext('Joined')).role).toBe('Presenter');
  await bobClient.waitForParticipant(aliceClient.self, 'Joined');
  await bobClient.waitForEvent('shared');
});

test('a participant in the lobby gets 0/5854 when the organizer rejects them, and 0/5855 after the time limit', async () => {
  const [aliceClient, bobClient, carolClient] = [
    await joinMeeting(alice, withLobby),
    await joinMeeting(bob, withLobby),
    await joinMeeting(carol, withLobby),
  ];
  await aliceClient.waitForParticipant(bobClient.self, 'InLobby');
  const ref = randomUUID();
  aliceClient.sendCommand({ t: 'deny', call: aliceClient.call, ref, participant: bobClient.self });
  expect((await bobClient.waitForEvent('ended')).end).toEqual({ code: 0, subCode: 5854 });
  await aliceClient.waitForEvent('left', ({ participant }) => participant === bobClient.self);
  expect((await carolClient.waitForEvent('ended')).end).toEqual({ code: 0, subCode: 5855 });
  expect(carolClient.events.some(({ t }) => t === 'left')).toBe(false);
});

test('when a participant leaves the lobby, or closes the page there, the organizer learns that they have left', async () => {
  const [bobClient, carolClient] = [await joinMeeting(bob, withLobby), await joinMeeting(carol, withLobby)];
  await carolClient.waitForContext('InLobby');
  const aliceClient = await joinMeeting(alice, withLobby);
  await aliceClient.waitForParticipant(carolClient.self, 'InLobby');
  bobClient.sendCommand({ t: 'leave', call: bobClient.call, everyone: false });
  carolClient.socket.terminate();
  for (const { self } of [bobClient, carolClient])
    await aliceClient.waitForEvent('left', ({ participant }) => participant === self);
  aliceClient.sendCommand({
    t: 'transfer',
    call: aliceClient.call,
    ticket: randomUUID(),
    participant: bobClient.self,
    target: { call: aliceClient.call },
  });
  expect((await aliceClient.waitForEvent('refused')).why).toContain('meeting');
  aliceClient.sendCommand({ t: 'leave', call: aliceClient.call, everyone: false });
  await expect.poll(() => server.readCounts().calls).toBe(0);
});

test('an attendee cannot remove or mute others, share a screen, add people or end the meeting; a co-organizer can mute and end', async () => {
  const [aliceClient, bobClient, carolClient] = [
    await joinMeeting(alice, townHall),
    await joinMeeting(bob, townHall),
    await joinMeeting(carol, townHall),
  ];
  expect((await bobClient.waitForContext('Joined')).role).toBe('Co-organizer');
  expect((await carolClient.waitForContext('Joined')).role).toBe('Attendee');
  const refs = Array.from({ length: 4 }, () => randomUUID()) as [string, string, string, string];
  carolClient.sendCommand({
    t: 'remove',
    call: carolClient.call,
    ref: refs[0],
    participant: aliceClient.self,
  });
  carolClient.sendCommand({
    t: 'mute',
    call: carolClient.call,
    ref: refs[1],
    participants: [aliceClient.self],
  });
  carolClient.sendCommand({
    t: 'admit',
    call: carolClient.call,
    ref: refs[2],
    participants: [aliceClient.self],
  });
  for (const ref of refs.slice(0, 3)) expect((await waitForAnswer(carolClient, ref)).refusal?.code).toBe(403);
  carolClient.sendCommand({
    t: 'state',
    call: carolClient.call,
    state: { ...defaultState, video: true, screen: true },
  });
  const { entry } = await aliceClient.waitForEvent('participant', (event) => event.entry.state.video);
  expect(entry.state.screen).toBe(false);
  carolClient.sendCommand({
    t: 'add',
    call: carolClient.call,
    participant: randomUUID(),
    id: '4:+14255550100',
  });
  // The server refuses the screen share and the added participant.
  await carolClient.waitFor(({ events }) =>
    events.filter(({ t }) => t === 'refused').length === 2 ? true : undefined,
  );
  carolClient.sendCommand({ t: 'leave', call: carolClient.call, ref: refs[3], everyone: true });
  await aliceClient.waitForEvent('left', ({ participant }) => participant === carolClient.self);
  bobClient.sendCommand({ t: 'mute', call: bobClient.call, participants: [aliceClient.self] });
  expect((await aliceClient.waitForEvent('muted')).by).toBe(bobClient.self);
  bobClient.sendCommand({ t: 'leave', call: bobClient.call, everyone: true });
  expect((await aliceClient.waitForEvent('ended')).end).toEqual({ code: 0, subCode: 4097 });
});

test('one endpoint cannot join a meeting twice, but a user with two endpoints can', async () => {
  const aliceClient = await joinMeeting(alice, openHouse);
  await aliceClient.waitForContext('Joined');
  aliceClient.sendCommand({
    t: 'join',
    call: randomUUID(),
    self: randomUUID(),
    meeting: openHouse,
    state: defaultState,
  });
  expect((await aliceClient.waitForEvent('refused')).why).toBe('in this meeting already');
  const secondClient = await joinMeeting(alice, openHouse);
  await aliceClient.waitForParticipant(secondClient.self, 'Joined');
});
