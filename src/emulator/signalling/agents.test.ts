import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { agentRefusals } from '../wire/agentRules.ts';
import type { CommandOf } from './commands/command.ts';
import { openHouse, rawIdOf, setUpCommands, type CommandClient } from '../testing/commandClients.ts';
import { directory } from '../testing/directory.ts';
import { personOf } from '../testing/signIn.ts';
import { createStartCommand, defaultState } from '../testing/testClient.ts';

const { server, connect, findCall, findParticipant } = setUpCommands();

const [hotline] = directory.resourceAccounts;
const accountRawId = hotline?.rawId ?? '';
const serviceRawId = `4:${hotline?.number}`;
/** A telephone that answers after half a second. */
const phone = '4:+14255550100';
const busyPhone = '4:+14255550101';
const answerMs = 500;
const agentOf = (name: string) => rawIdOf(`${name} agent`);

/** Starts a call. @param fields by default, the agent calls on behalf of the hotline. @returns the callees' participant ids. */
function start(
  agent: CommandClient,
  rawIds: readonly string[],
  fields: Partial<CommandOf<'start'>> = { onBehalfOf: accountRawId },
): string[] {
  const { command, to } = createStartCommand(...rawIds);
  Object.assign(agent, { call: command.call, self: command.self });
  agent.send({ ...command, ...fields });
  return to.map(({ participant }) => participant);
}

/** Lets Alice the agent call the telephone, which answers. @returns her client, and the telephone's participant id. */
function connectToPhone() {
  const [alice] = connect('alice agent');
  const [phoneId = ''] = start(alice, [phone]);
  server().clock.advance(answerMs);
  return { alice, phoneId };
}

/** Lets a client add somebody. @returns the participant id, and the codes with which the participant has left, if they have. */
function add(client: CommandClient, id: string) {
  const participant = randomUUID();
  client.send({ t: 'add', participant, id });
  const left = client.listEvents('left').find((event) => event.participant === participant);
  return { participant, left: left && `${left.end.code}/${left.end.subCode} ${left.end.message}` };
}

/** Alice the agent speaks with the telephone and with Bob the agent. */
function connectGroup() {
  const { alice, phoneId } = connectToPhone();
  const [bob] = connect('bob agent');
  const { participant: bobId } = add(alice, bob.rawId);
  bob.accept();
  return { alice, bob, bobId, phoneId };
}

const transfer = (
  client: CommandClient,
  participant: string,
  target: CommandOf<'transfer'>['target'],
  context?: CommandOf<'transfer'>['context'],
) => client.send({ t: 'transfer', ticket: randomUUID(), participant, target, ...(context && { context }) });
/** @returns the ends of the client's transfers: `null` for a successful one. */
const transferEnds = (client: CommandClient) =>
  client.listEvents('transferred').map(({ end }) => end && `${end.code}/${end.subCode}`);

test('a call to a Teams user does not ring at the same person as an agent, and the other way round', () => {
  const [carol, teams, agent] = connect('carol', 'alice', 'alice agent');
  carol.start(teams.rawId);
  expect([teams.listEvents('incoming').length, agent.listEvents('incoming').length]).toEqual([1, 0]);
  const caller = server().admin.createAgent(phone, 'phone');
  caller.placeCall([agent.rawId]);
  expect([teams.listEvents('incoming').length, agent.listEvents('incoming').length]).toEqual([1, 1]);
  expect(agent.lastEvent('incoming')?.from.id).toBe(phone);
});

test('directory lookups find a person by the raw id of the Teams user and of the agent', () => {
  expect(directory.findPerson(agentOf('alice'))).toBe(directory.findPerson(rawIdOf('alice')));
  expect(directory.findPerson(agentOf('alice'))?.upn).toBe('alice@fabrikam.example');
});

test('nothing rings for an agent while the same person is connected as a Teams user only', () => {
  const { alice } = connectToPhone();
  const [bob] = connect('bob');
  expect(add(alice, agentOf('bob')).left).toMatch(/^480\/10037/);
  expect(bob.events).toEqual([]);
});

test('can: call a telephone, which sees the company’s number as the caller', () => {
  const { alice, phoneId } = connectToPhone();
  expect(alice.listPresences(phoneId)).toEqual(['Ringing', 'Joined']);
  expect(findCall(alice).participants.get(phoneId)?.shownCaller).toBe(serviceRawId);
  expect(findCall(alice)).toMatchObject({
    kind: 'oneToOne',
    onBehalfOf: accountRawId,
    resourceAccount: hotline,
  });
});

test('can: call several telephones at once', () => {
  const [alice] = connect('alice agent');
  const ids = start(alice, [phone, busyPhone], { onBehalfOf: accountRawId, threadId: '19:a@thread.v2' });
  const shownCallers = ids.map((id) => findCall(alice).participants.get(id)?.shownCaller);
  expect(shownCallers).toEqual([serviceRawId, serviceRawId]);
});

test('can: receive a telephone’s call with its context, and accept or reject it', () => {
  const [alice] = connect('alice agent');
  const caller = server().admin.createAgent(phone, 'phone');
  const context = { voipHeaders: [{ key: 'Called-Number', value: '+14255550150' }] };
  caller.placeCall([alice.rawId], { context });
  expect(alice.lastEvent('incoming')).toMatchObject({ from: { id: phone }, context });
  alice.accept();
  expect(findParticipant(alice).presence).toBe('Joined');
  const { callId } = caller.placeCall([alice.rawId]);
  alice.send({ t: 'reject', call: callId });
  expect(server().commands.calls.find(callId)).toBeUndefined();
});

test('can: leave a group call without ending it, and end a call for all', () => {
  const { alice, bob } = connectGroup();
  const call = findCall(bob);
  alice.leave();
  expect([call.participants.size, bob.ends]).toEqual([2, []]);
  bob.leave(true);
  expect(server().commands.calls.find(call.id)).toBeUndefined();
});

test('can: add another agent and a telephone, which sees the company’s number; remove a participant', () => {
  const { alice, bob, bobId } = connectGroup();
  expect([findCall(alice).kind, bob.lastEvent('incoming')?.from.id]).toEqual(['group', alice.rawId]);
  const { participant, left } = add(alice, busyPhone);
  expect([left, findCall(alice).participants.get(participant)?.shownCaller]).toEqual([
    undefined,
    serviceRawId,
  ]);
  expect(alice.request({ t: 'remove', participant: bobId })).toBe('done');
  expect(bob.ends).toEqual(['0/5300']);
});

test('can: transfer a 1:1 call to another agent, with custom context', async () => {
  const { alice, phoneId } = connectToPhone();
  const [bob] = connect('bob agent');
  transfer(alice, phoneId, { id: bob.rawId }, { userToUser: 'order-4711' });
  await expect
    .poll(() => bob.lastEvent('incoming'))
    .toMatchObject({
      from: { id: phone },
      transferor: alice.rawId,
      context: { userToUser: 'order-4711' },
    });
  bob.accept();
  expect(findCall(bob).resourceAccount).toBe(hotline);
  await expect.poll(() => transferEnds(alice)).toEqual([null]);
});

test('can: transfer a 1:1 call to a telephone', async () => {
  const [alice] = connect('alice agent');
  server().admin.createAgent('4:+14255550177', 'phone').placeCall([alice.rawId]);
  alice.accept();
  transfer(alice, alice.lastEvent('incoming')?.from.participant ?? '', { id: phone });
  await expect.poll(() => server().commands.calls.size).toBe(2);
  server().clock.advance(answerMs);
  await expect.poll(() => transferEnds(alice)).toEqual([null]);
});

test('can: hold and resume a 1:1 call, mute another agent, send custom context, list participants', () => {
  const { alice, bob, bobId, phoneId } = connectGroup();
  alice.setState({ hold: true });
  expect(bob.lastEvent('participant')?.entry.state.hold).toBe(true);
  expect(alice.request({ t: 'mute', participants: [bobId, phoneId] })).toBe('done');
  expect(bob.listEvents('muted')).toHaveLength(1);
  const ids = [...findCall(alice).participants.values()].map(({ rawId }) => rawId);
  expect(ids).toEqual([alice.rawId, phone, bob.rawId]);
});

test('can: transfer a group call that has become a 1:1 call again', async () => {
  const { alice, bob, phoneId } = connectGroup();
  bob.leave();
  transfer(alice, phoneId, { id: bob.rawId });
  await expect.poll(() => bob.listEvents('incoming')).toHaveLength(2);
  bob.accept();
  await expect.poll(() => transferEnds(alice)).toEqual([null]);
});

test('can: call an emergency number without a resource account, by the own number; the call is restricted', () => {
  const [alice] = connect('alice agent');
  const [callee = ''] = start(alice, ['4:911'], {});
  const ownNumber = directory.findPerson(alice.rawId)?.profile.businessPhones[0]?.replaceAll(/[^+\d]/g, '');
  server().clock.advance(answerMs);
  expect(alice.listPresences(callee).at(-1)).toBe('Joined');
  expect(findCall(alice).participants.get(callee)?.shownCaller).toBe(`4:${ownNumber}`);
  expect(add(alice, phone).left).toContain(agentRefusals.emergencyCall.message);
  expect(alice.request({ t: 'remove', participant: callee })).toBe('403/0');
});

test('an emergency centre sees a service number if the agent has no number of their own', () => {
  const { oid, tid } = personOf('dave@fabrikam.example');
  server().assignments.put({ objectId: oid, tenantId: tid, principalType: 'user', clientIds: ['any'] });
  const [dave] = connect('dave agent');
  const [callee = ''] = start(dave, ['4:911'], {});
  expect(findCall(dave).participants.get(callee)?.shownCaller).toBe(serviceRawId);
});

/** What an agent cannot do when it starts a call: the callees, on whose behalf, and the end. */
const refusedStarts: [
  title: string,
  rawIds: string[],
  onBehalfOf: string | undefined,
  refusal: keyof typeof agentRefusals,
][] = [
  ['call a Teams user', [rawIdOf('bob')], accountRawId, 'callee'],
  ['call a Teams user together with a telephone', [phone, rawIdOf('bob')], accountRawId, 'callee'],
  [
    'call a Teams voice application',
    ['28:orgid:aa000000-0000-4000-8000-0000000000aa'],
    accountRawId,
    'callee',
  ],
  ['call another agent without a telephone', [agentOf('bob')], accountRawId, 'noTelephone'],
  ['call a number that is no E.164', ['4:0123'], accountRawId, 'invalidNumber'],
  ['call without a resource account', [phone], undefined, 'noResourceAccount'],
  ['call for an unknown resource account', [phone], `28:orgid:${randomUUID()}`, 'resourceAccount'],
  ['call on behalf of a Teams user', [phone], rawIdOf('carol'), 'resourceAccount'],
];
test.each(refusedStarts)('cannot: %s', (_title, rawIds, onBehalfOf, refusal) => {
  const [alice, bob] = connect('alice agent', 'bob');
  start(alice, rawIds, onBehalfOf === undefined ? {} : { onBehalfOf });
  expect(alice.lastEvent('ended')?.end).toEqual(agentRefusals[refusal]);
  expect([bob.events, server().commands.calls.size]).toEqual([[], 0]);
});

test('cannot: call for a resource account that is not assigned, or is of another tenant', () => {
  const [alice, bob] = connect('alice agent', 'bob agent');
  const account = { oid: hotline?.oid ?? '', tid: hotline?.tid ?? '' };
  server().assignments.remove(account);
  start(alice, [phone]);
  expect(alice.ends).toEqual(['403/10105']);
  server().assignments.put({
    objectId: account.oid,
    tenantId: account.tid,
    principalType: 'teamsResourceAccount',
    clientIds: [],
  });
  start(bob, [phone]);
  expect(bob.ends).toEqual([]);
  const erin = server().endpoints.createForUser(
    agentOf('alice').replace(/[^_]*$/, directory.findPerson('erin@contoso.example')?.oid ?? ''),
  );
  const { command } = createStartCommand(phone);
  server().commands.receiveCommand(erin, { ...command, onBehalfOf: accountRawId });
  expect(erin.outbox.unacknowledged.map(({ message }) => message)).toMatchObject([
    { t: 'ended', end: agentRefusals.resourceAccount },
  ]);
});

/** Whom an agent in a call with a telephone cannot add. */
const refusedAdditions: [title: string, rawId: string, refusal: keyof typeof agentRefusals][] = [
  ['a Teams user', rawIdOf('bob'), 'callee'],
  ['the telephone of the call once more', phone, 'numberTwice'],
  ['a number that is no E.164', '4:0123', 'invalidNumber'],
];
test.each(refusedAdditions)('cannot: add %s', (_title, rawId, refusal) => {
  const { alice } = connectToPhone();
  const [bob] = connect('bob');
  const { code, subCode, message } = agentRefusals[refusal];
  expect(add(alice, rawId).left).toBe(`${code}/${subCode} ${message}`);
  expect([bob.events, findCall(alice).kind]).toEqual([[], 'oneToOne']);
});

test('cannot: dial a number again that has left the call', () => {
  const { alice } = connectToPhone();
  const { participant } = add(alice, busyPhone);
  server().clock.advance(answerMs);
  expect(alice.listEvents('left').at(-1)).toMatchObject({ participant, end: { subCode: 560486 } });
  expect(add(alice, busyPhone).left).toContain(agentRefusals.numberTwice.message);
});

test('cannot: transfer to a Teams user or a voicemail, or out of a group call', () => {
  const { alice, phoneId } = connectToPhone();
  transfer(alice, phoneId, { id: rawIdOf('bob') });
  transfer(alice, phoneId, { id: agentOf('bob'), voicemail: true });
  expect(alice.listEvents('transferred').map(({ end }) => end)).toEqual([
    agentRefusals.callee,
    agentRefusals.callee,
  ]);
  const group = connectGroup();
  transfer(group.alice, group.phoneId, { id: agentOf('carol') });
  expect(group.alice.lastEvent('transferred')?.end).toEqual(agentRefusals.transferOutOfGroup);
});

test('cannot: start captions, mute telephones, join a meeting', () => {
  const { alice, phoneId } = connectGroup();
  expect(alice.askFeature('captions', { start: null })).toBe('403/0');
  expect(alice.request({ t: 'mute', participants: [phoneId] })).toBe('403/0');
  alice.send({ t: 'join', call: randomUUID(), self: randomUUID(), meeting: openHouse, state: defaultState });
  expect(alice.lastEvent('ended')?.end).toEqual(agentRefusals.meeting);
});

test('cannot: be called, added or transferred to by a Teams user', async () => {
  const [carol, bob, alice] = connect('carol', 'bob', 'alice agent');
  carol.start(alice.rawId);
  expect(carol.ends).toEqual(['403/0']);
  carol.start(bob.rawId);
  bob.accept();
  expect(add(carol, alice.rawId).left).toContain(agentRefusals.fromTeamsUser.message);
  const [phoneId = ''] = carol.start(phone);
  server().clock.advance(answerMs);
  transfer(carol, phoneId, { id: alice.rawId });
  await expect.poll(() => transferEnds(carol)).toEqual(['403/0']);
  expect(alice.events).toEqual([]);
});

test('a service number without a server application is busy', () => {
  const [carol] = connect('carol');
  carol.start(serviceRawId);
  expect(carol.ends).toEqual(['486/560486']);
});

test('the server application carries out agents’ calls, and takes calls to service numbers', () => {
  const [alice, carol] = connect('alice agent', 'carol');
  const requests: unknown[] = [];
  server().commands.invitations.serverApplication = {
    placeForAgent: ({ agent, callees, resourceAccount }) =>
      requests.push([agent.rawId, callees.map(({ rawId }) => rawId), resourceAccount]),
    receive: ({ inviter, callee, resourceAccount }) =>
      requests.push([inviter.rawId, callee.rawId, resourceAccount]),
  };
  start(alice, [phone]);
  carol.start(serviceRawId);
  expect(requests).toEqual([
    [alice.rawId, [phone], hotline],
    [carol.rawId, serviceRawId, hotline],
  ]);
});
