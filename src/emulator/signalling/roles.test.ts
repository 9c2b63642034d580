import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Command } from '../wire/protocol.ts';
import { findPerson } from '../core/seed.ts';
import { setRole } from './calls/callContext.ts';
import { commandsOfFile, eventsOf, lastEvent } from '../testing/commandsOfFile.ts';
import { defaultState } from '../testing/testClient.ts';

const { calls, addEndpoint, send } = commandsOfFile();

function join(name: string, meetingId: string, passcode: string) {
  const endpoint = addEndpoint(name);
  const [call, self] = [randomUUID(), randomUUID()];
  const sendCommand = (command: Command) => send(endpoint, command);
  sendCommand({ t: 'join', call, self, meeting: { meetingId, passcode }, state: defaultState });
  return { endpoint, call, self, send: sendCommand };
}

test('an attendee who becomes a presenter may share and sees the lobby, and loses both as an attendee again', () => {
  const [a, b, c] = ['alice', 'bob', 'carol'].map((name) => join(name, '201000000002', 'lobby2')) as [
    ReturnType<typeof join>,
    ReturnType<typeof join>,
    ReturnType<typeof join>,
  ];
  a.send({ t: 'admit', call: a.call, ref: randomUUID(), participants: [b.self] });
  const call = calls().find(a.call);
  const bob = call?.participants.get(b.self);
  if (!call || !bob) throw new Error('Bob is not in the meeting.');
  const about = () =>
    eventsOf(b.endpoint).filter((event) => 'entry' in event && event.entry.participant === c.self);
  expect(about()).toHaveLength(1);

  b.send({ t: 'state', call: b.call, state: { ...defaultState, screen: true } });
  setRole(call, bob, 'Attendee');
  expect(lastEvent(b.endpoint, 'place')).toMatchObject({ call: b.call, role: 'Attendee' });
  expect(lastEvent(b.endpoint, 'left')).toMatchObject({ participant: c.self });
  expect(lastEvent(a.endpoint, 'participant')?.entry).toMatchObject({
    role: 'Attendee',
    state: { screen: false },
  });
  b.send({ t: 'deny', call: b.call, ref: randomUUID(), participant: c.self });
  expect(lastEvent(b.endpoint, 'answered')?.refusal?.code).toBe(403);
  expect(call.participants.has(c.self)).toBe(true);

  setRole(call, bob, 'Presenter');
  expect(about()).toHaveLength(2);
  b.send({ t: 'deny', call: b.call, ref: randomUUID(), participant: c.self });
  expect(lastEvent(c.endpoint, 'ended')?.end).toEqual({ code: 0, subCode: 5854 });
});

test('a participant who starts to share a screen ends the share of another', () => {
  const [a, b] = [join('alice', '201000000001', 'open01'), join('bob', '201000000001', 'open01')];
  a.send({ t: 'state', call: a.call, state: { ...defaultState, screen: true } });
  b.send({ t: 'state', call: b.call, state: { ...defaultState, screen: true } });
  expect(lastEvent(a.endpoint, 'unshared')).toEqual({ t: 'unshared', call: a.call, by: b.self });
  const sharing = [...(calls().find(a.call)?.participants.values() ?? [])].filter(
    ({ state }) => state.screen,
  );
  expect(sharing.map(({ id }) => id)).toEqual([b.self]);
});

test('a person’s voicemail answers, but only a transferee can call it', () => {
  const [a, b] = [addEndpoint('alice'), addEndpoint('bob')];
  const [first, second] = [randomUUID(), randomUUID()];
  const [self, peer, there, ticket] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const carol = `8:orgid:${findPerson('carol@fabrikam.example')?.oid}`;
  const to = [{ participant: there, id: carol, voicemail: true as const }];
  send(b, { t: 'start', call: second, self: peer, to, state: defaultState });
  expect(lastEvent(b, 'refused')?.why).toBe('not sent there');

  send(a, {
    t: 'start',
    call: first,
    self,
    to: [{ participant: peer, id: b.rawId }],
    state: defaultState,
  });
  send(b, { t: 'accept', call: first, state: defaultState });
  const target = { id: carol, voicemail: true as const };
  send(a, { t: 'transfer', call: first, ticket, participant: peer, target });
  expect(lastEvent(b, 'transfer')?.target).toEqual(target);
  const pass = { call: first, ticket };
  send(b, { t: 'start', call: second, self: peer, to, state: defaultState, pass });
  expect(lastEvent(b, 'participant')?.entry).toMatchObject({
    id: carol,
    presence: 'Joined',
    bot: 'voicemail',
  });
});

test('adding a participant turns a 1:1 call into a group call of the given thread, for everyone in it', () => {
  const [a, b] = [addEndpoint('alice'), addEndpoint('bob')];
  const [call, self, peer] = [randomUUID(), randomUUID(), randomUUID()];
  send(a, { t: 'start', call, self, to: [{ participant: peer, id: b.rawId }], state: defaultState });
  send(b, { t: 'accept', call, state: defaultState });
  send(a, { t: 'mute', call, ref: randomUUID(), participants: [peer] });
  expect(lastEvent(a, 'answered')?.refusal?.code).toBe(403);
  const threadId = '19:promoted@thread.v2';
  send(b, { t: 'add', call, participant: randomUUID(), id: '4:+14255550100', threadId });
  for (const one of [a, b])
    expect(lastEvent(one, 'place')).toMatchObject({ kind: 'group', threadId, role: 'Unknown' });
  const c = addEndpoint('carol');
  send(b, { t: 'add', call, participant: randomUUID(), id: c.rawId });
  expect(lastEvent(c, 'incoming')).toMatchObject({ threadId });
  send(a, { t: 'mute', call, ref: randomUUID(), participants: [peer] });
  expect(lastEvent(b, 'muted')?.by).toBe(self);
});

test('a transfer into a meeting leads to the meeting, whatever id the transferor’s endpoint knows it by', () => {
  const a = join('alice', '201000000001', 'open01');
  const b = addEndpoint('bob');
  const [call, self, peer, ticket] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  a.send({ t: 'start', call, self, to: [{ participant: peer, id: b.rawId }], state: defaultState });
  send(b, { t: 'accept', call, state: defaultState });
  a.send({ t: 'transfer', call, ticket, participant: peer, target: { call: a.call } });
  const target = lastEvent(b, 'transfer')?.target as { call: string };
  expect(target.call).toBe(calls().find(a.call)?.id);
  send(b, { t: 'take', call: target.call, self: peer, pass: { call, ticket }, state: defaultState });
  expect(lastEvent(b, 'place')).toMatchObject({ call: target.call, kind: 'meeting', role: 'Presenter' });
  expect(lastEvent(a.endpoint, 'ended')).toMatchObject({ call: a.call, end: { code: 0, subCode: 0 } });
});

test('a call has a limit of transfers in progress, because each makes a page place a call', () => {
  const [a, b] = [addEndpoint('alice'), addEndpoint('bob')];
  const [call, self, participant] = [randomUUID(), randomUUID(), randomUUID()];
  send(a, { t: 'start', call, self, to: [{ participant, id: b.rawId }], state: defaultState });
  send(b, { t: 'accept', call, state: defaultState });
  const target = { id: '4:+14255550100' };
  for (let i = 0; i < 12; i++) send(a, { t: 'transfer', call, ticket: randomUUID(), participant, target });
  expect(lastEvent(a, 'refused')).toMatchObject({ of: 'transfer', why: 'too many transfers' });
  const pending = calls().find(call)?.transfers.size;
  expect(pending).toBe(10);
});

test('an answer to an invitation that has ended does not accept a later one to the same call', () => {
  const [a, b] = [addEndpoint('alice'), addEndpoint('bob')];
  const [call, self, first, second, echo] = [1, 2, 3, 4, 5].map(() => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const bot = { participant: echo, id: `8:orgid:${findPerson('echo@fabrikam.example')?.oid}` };
  send(a, {
    t: 'start',
    call,
    self,
    to: [{ participant: first, id: b.rawId }, bot],
    state: defaultState,
  });
  send(a, { t: 'remove', call, participant: first });
  send(a, { t: 'add', call, participant: second, id: b.rawId });
  for (const t of ['accept', 'reject'] as const)
    send(b, { t, call, self: first, ...(t === 'accept' && { state: defaultState }) } as Command);
  expect(lastEvent(b, 'refused')).toMatchObject({ of: 'reject', self: first });
  expect(calls().find(call)?.participants.get(second)?.presence).toBe('Ringing');
  send(b, { t: 'accept', call, self: second, state: defaultState });
  expect(calls().find(call)?.participants.get(second)?.presence).toBe('Joined');
});

test('invitations to a meeting end when only its lobby has participants', () => {
  const [a, waiting, b] = [
    join('alice', '201000000002', 'lobby2'),
    join('carol', '201000000002', 'lobby2'),
    addEndpoint('bob'),
  ];
  a.send({ t: 'add', call: a.call, participant: randomUUID(), id: b.rawId });
  expect(lastEvent(b, 'incoming')).toBeDefined();
  a.send({ t: 'leave', call: a.call, everyone: false });
  expect(lastEvent(b, 'ended')?.end).toEqual({ code: 487, subCode: 0 });
  expect(lastEvent(waiting.endpoint, 'ended')).toBeUndefined();
});

test('a transferee who is in the target meeting already is refused under the id they used, and no state of it stays', () => {
  const [a, b] = [join('alice', '201000000001', 'open01'), join('bob', '201000000001', 'open01')];
  const id = calls().find(a.call)?.id ?? '';
  const pass = { call: a.call, ticket: randomUUID() };
  b.send({ t: 'take', call: id, self: randomUUID(), pass, state: defaultState });
  expect(lastEvent(b.endpoint, 'refused')).toMatchObject({ of: 'take', call: id });
  b.send({ t: 'leave', call: id, everyone: false });
  expect(calls().find(b.call)?.participants.get(b.self)?.presence).toBe('Joined');
});
