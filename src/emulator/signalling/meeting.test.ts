import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openHouse, setUpCommands, townHall, withLobby } from '../testing/commandClients.ts';
import { defaultState, oidOf } from '../testing/testClient.ts';
import type { MeetingLocator } from '../wire/meetingLink.ts';
import { setRole } from './calls/callContext.ts';

const { server, connect, joinMeeting, findCall, findParticipant } = setUpCommands();
const countCalls = () => server().commands.calls.size;

test('a meeting goes on with a single participant, before a second one joins and after the second one leaves', () => {
  const [alice] = joinMeeting(openHouse, 'alice');
  const threadId = '19:meeting_OpenHouse@thread.v2';
  expect(alice.lastEvent('place')).toMatchObject({
    call: alice.call,
    kind: 'meeting',
    presence: 'Joined',
    role: 'Organizer',
    threadId,
  });
  const [bob] = joinMeeting({ threadId }, 'bob');
  expect(alice.listPresences(bob.self)).toEqual(['Joined']);
  expect(bob.lastEvent('participant')).toMatchObject({
    call: bob.call,
    entry: { participant: alice.self, role: 'Organizer', offers: true },
  });
  expect(bob.lastEvent('place')?.server).toBe(alice.lastEvent('place')?.server);
  bob.leave();
  expect(alice.lastEvent('left')).toMatchObject({ participant: bob.self, call: alice.call });
  expect(countCalls()).toBe(1);
  alice.leave();
  expect(countCalls()).toBe(0);
});

test.each<[string, MeetingLocator]>([
  ['an unknown number', { meetingId: '999999999999', passcode: 'open01' }],
  ['a wrong passcode', { ...openHouse, passcode: 'OPEN01' }],
  ['a missing passcode', { meetingId: openHouse.meetingId }],
])('joining a meeting with %s ends the call with 404/5751', (_, meeting) => {
  const [alice] = joinMeeting(meeting, 'alice');
  expect(alice.ends).toEqual(['404/5751']);
  expect(countCalls()).toBe(0);
});

test('a link to an unknown thread opens a meeting with the link’s organizer', () => {
  const meeting = { threadId: '19:meeting_adhoc@thread.v2', organizer: oidOf('bob') };
  const clients = joinMeeting(meeting, 'alice', 'bob');
  expect(clients.map((client) => client.lastEvent('place')?.role)).toEqual(['Presenter', 'Organizer']);
});

test('a participant in the lobby gets no events of the meeting and can do nothing in it until the organizer admits them', () => {
  const [bob, alice] = joinMeeting(withLobby, 'bob', 'alice');
  expect(bob.lastEvent('place')).toMatchObject({ presence: 'InLobby', role: 'Unknown' });
  expect(alice.listPresences(bob.self)).toEqual(['InLobby']);
  alice.askFeature('raiseHand', { up: true });
  const signal = { ask: 'restart' } as const;
  bob.send({ t: 'mute', participants: [alice.self] });
  expect(bob.request({ t: 'admit', participants: [bob.self] })).toBe('400/0');
  expect(bob.askFeature('raiseHand', { up: true })).toBe('400/0');
  bob.send({ t: 'signal', to: alice.self, signal });
  alice.send({ t: 'signal', to: bob.self, signal });
  expect(alice.refusals).toEqual([['signal', 'no such participant']]);
  expect(new Set(bob.events.map(({ t }) => t))).toEqual(new Set(['place', 'refused', 'answered']));
  expect(alice.request({ t: 'admit', participants: [bob.self] })).toBe('done');
  expect(bob.lastEvent('place')).toMatchObject({ presence: 'Joined', role: 'Presenter' });
  expect(bob.listPresences(alice.self)).toEqual(['Joined']);
  expect(bob.listSharedValues('raiseHand', alice.self)).toEqual([1]);
});

test('a participant in the lobby gets 0/5854 when the organizer rejects them, and 0/5855 after the time limit', () => {
  const [alice, bob, carol] = joinMeeting(withLobby, 'alice', 'bob', 'carol');
  expect(alice.request({ t: 'deny', participant: bob.self })).toBe('done');
  expect(bob.ends).toEqual(['0/5854']);
  expect(alice.lastEvent('left')?.participant).toBe(bob.self);
  server().clock.advance(30 * 60_000);
  expect(carol.ends).toEqual(['0/5855']);
  expect(carol.listEvents('left')).toEqual([]);
});

test('when a participant leaves the lobby, or closes the page there, the organizer learns that they have left', () => {
  const [bob, carol, alice] = joinMeeting(withLobby, 'bob', 'carol', 'alice');
  bob.leave();
  server().commands.calls.removeEndpoint(carol.endpoint);
  expect(alice.listEvents('left').map(({ participant }) => participant)).toEqual([bob.self, carol.self]);
  alice.leave();
  expect(countCalls()).toBe(0);
});

test('an attendee cannot remove or mute others, share a screen, add people or end the meeting; a co-organizer can mute and end', () => {
  const [alice, bob, carol] = joinMeeting(townHall, 'alice', 'bob', 'carol');
  expect([bob, carol].map((client) => client.lastEvent('place')?.role)).toEqual(['Co-organizer', 'Attendee']);
  expect([
    carol.request({ t: 'remove', participant: alice.self }),
    carol.request({ t: 'mute', participants: [alice.self] }),
    carol.request({ t: 'admit', participants: [alice.self] }),
  ]).toEqual(['403/0', '403/0', '403/0']);
  carol.setState({ video: true, screen: true });
  expect(alice.lastEvent('participant')?.entry.state).toMatchObject({ video: true, screen: false });
  carol.send({ t: 'add', participant: randomUUID(), id: '4:+14255550100' });
  expect(carol.refusals.map(([type]) => type)).toEqual(['state', 'add']);
  expect(carol.request({ t: 'leave', everyone: true })).toBe('403/0');
  expect(alice.lastEvent('left')?.participant).toBe(carol.self);
  bob.send({ t: 'mute', participants: [alice.self] });
  expect(alice.lastEvent('muted')?.by).toBe(bob.self);
  bob.leave(true);
  expect(alice.ends).toEqual(['0/4097']);
});

test('one endpoint cannot join a meeting twice, but a user with two endpoints can', () => {
  const [alice] = joinMeeting(openHouse, 'alice');
  const ids = { call: randomUUID(), self: randomUUID() };
  alice.send({ t: 'join', ...ids, meeting: openHouse, state: defaultState });
  expect(alice.refusals).toEqual([['join', 'in this meeting already']]);
  const [otherAlice] = joinMeeting(openHouse, 'alice');
  expect(alice.listPresences(otherAlice.self)).toEqual(['Joined']);
});

test('a presenter who becomes an attendee can no longer share a screen, see the lobby or reject people from it', () => {
  const [alice, bob, carol] = joinMeeting(withLobby, 'alice', 'bob', 'carol');
  alice.request({ t: 'admit', participants: [bob.self] });
  expect(bob.listPresences(carol.self)).toEqual(['InLobby']);
  bob.setState({ screen: true });
  setRole(findCall(alice), findParticipant(bob), 'Attendee');
  expect(bob.lastEvent('place')).toMatchObject({ call: bob.call, role: 'Attendee' });
  expect(bob.lastEvent('left')?.participant).toBe(carol.self);
  expect(alice.lastEvent('participant')?.entry).toMatchObject({ role: 'Attendee', state: { screen: false } });
  expect(bob.request({ t: 'deny', participant: carol.self })).toBe('403/0');
  expect(carol.ends).toEqual([]);

  setRole(findCall(alice), findParticipant(bob), 'Presenter');
  expect(bob.listPresences(carol.self)).toEqual(['InLobby', 'InLobby']);
  expect(bob.request({ t: 'deny', participant: carol.self })).toBe('done');
  expect(carol.ends).toEqual(['0/5854']);
});

test('when all participants have left a meeting, its invitations end, even if others still wait in the lobby', () => {
  const [alice, carol] = joinMeeting(withLobby, 'alice', 'carol');
  const [bob] = connect('bob');
  alice.send({ t: 'add', participant: randomUUID(), id: bob.rawId });
  expect(bob.listEvents('incoming')).toHaveLength(1);
  alice.leave();
  expect([bob.ends, carol.ends]).toEqual([['487/0'], []]);
});

test('E2: a participant who shares a screen in the lobby ends another screen share only when admitted to the meeting', () => {
  const [alice, bob] = connect('alice', 'bob');
  alice.join(withLobby);
  alice.setState({ screen: true });
  bob.join(withLobby, { ...defaultState, screen: true });
  for (const screen of [false, true]) bob.setState({ screen });
  const readShares = () => [alice, bob].map((client) => findParticipant(client).state.screen);
  expect(alice.listEvents('unshared')).toEqual([]);
  expect(readShares()).toEqual([true, true]);
  alice.request({ t: 'admit', participants: [bob.self] });
  expect(alice.listEvents('unshared')).toMatchObject([{ by: bob.self }]);
  expect(readShares()).toEqual([false, true]);
});
