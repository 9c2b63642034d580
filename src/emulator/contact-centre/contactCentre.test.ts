import { beforeEach, expect, test } from 'vitest';
import { rawIdOf, setUpCommands } from '../testing/commandClients.ts';
import { ContactCentre, type RingOptions } from './contactCentre.ts';

const { server, connect } = setUpCommands();
const hotline = '+14255550150';
const telephone = '4:+12065550101';

let centre: ContactCentre;
beforeEach(() => {
  const { admin, assignments } = server();
  centre = new ContactCentre({ admin, assignments });
});

const ring = (caller = telephone, options: RingOptions = {}) => centre.placeCall(caller, hotline, options);
const findCall = (callId: string) => server().commands.calls.find(callId);
/** @returns the raw ids of those who are in the call, or at whom it rings. */
const listParticipants = (callId: string) =>
  [...(findCall(callId)?.participants.values() ?? [])].map(({ rawId }) => rawId);
const listStates = () => centre.listAgents().map(({ id, state }) => `${id} ${state}`);
const [alice, bob] = [rawIdOf('alice agent'), rawIdOf('bob agent')];

test('a call to a service number rings at an agent, who sees the telephone, its number and the waiting time', () => {
  const call = ring();
  expect(centre.listWaiting()).toMatchObject([{ id: call, caller: telephone, number: hotline }]);
  server().clock.advance(3_400);
  const [agent] = connect('alice agent');
  expect(agent.lastEvent('incoming')).toMatchObject({
    call,
    from: { id: telephone, bot: 'phone' },
    context: {
      voipHeaders: [
        { key: 'Called-Number', value: hotline },
        { key: 'Waited-Seconds', value: '3' },
      ],
    },
  });
  agent.accept();
  expect(findCall(call)).toMatchObject({ kind: 'oneToOne', isAtServerApplication: false });
  expect(listParticipants(call)).toEqual([telephone, alice]);
  expect(centre.listWaiting()).toEqual([]);
  expect(listStates()).toEqual([`${alice} inCall`]);
  agent.leave();
  expect(findCall(call)).toBeUndefined();
  expect(listStates()).toEqual([`${alice} free`]);
});

test('the person as a Teams user does not ring, and neither does an agent without an assignment', () => {
  const [teamsUser, agent] = connect('alice', 'bob agent');
  const person = server().admin.directory.findPerson(bob);
  if (!person) throw new Error('Bob is in the directory.');
  server().assignments.remove(person);
  ring();
  expect([teamsUser, agent].map((client) => client.listEvents('incoming'))).toEqual([[], []]);
});

test('an agent gets no call while their assignment is deleted, and the waiting one once it is back', () => {
  const [agent] = connect('alice agent');
  const person = server().admin.directory.findPerson(alice);
  const assignment = person && server().assignments.find(person);
  if (!person || !assignment) throw new Error('Alice is assigned.');
  server().assignments.remove(person);
  expect(listStates()).toEqual([]);
  const call = ring();
  expect(agent.listEvents('incoming')).toEqual([]);
  server().assignments.put(assignment);
  expect(agent.lastEvent('incoming')?.call).toBe(call);
});

test('an agent who does not answer gets 487/10004, and the next one rings in the same call', () => {
  const [first, second] = connect('alice agent', 'bob agent');
  const call = ring();
  server().clock.advance(20_000);
  expect(first.ends).toEqual(['487/10004']);
  expect(second.lastEvent('incoming')?.call).toBe(call);
  expect(listStates()).toEqual([`${bob} ringing`, `${alice} pause`]);
});

test('after a decline, the next agent rings', () => {
  const [first, second] = connect('alice agent', 'bob agent');
  const call = ring();
  first.send({ t: 'reject', call });
  expect(second.lastEvent('incoming')?.call).toBe(call);
  second.accept();
  expect(listParticipants(call)).toEqual([telephone, bob]);
});

test('a caller who gives up ends the ringing with 487/0, and the next caller rings', () => {
  const [agent] = connect('alice agent');
  const call = ring();
  const nextCall = ring('4:+12065550102');
  const [caller] = findCall(call)?.participants.values() ?? [];
  if (!caller?.endpoint) throw new Error('The telephone is in the call.');
  server().commands.runCommand(caller.endpoint, { t: 'leave', call, everyone: false });
  expect(agent.ends).toEqual(['487/0']);
  expect(agent.lastEvent('incoming')?.call).toBe(nextCall);
});

test('when all ring at once, the one who answers is alone with the caller, and the others get 487/10003', () => {
  const [first, second, third] = connect('alice agent', 'bob agent', 'carol agent');
  const call = ring(telephone, { strategy: 'all' });
  second.accept();
  expect([first.ends, third.ends]).toEqual([['487/10003'], ['487/10003']]);
  expect(second.listEvents('participant').map(({ entry }) => entry.id)).toEqual([telephone]);
  expect(listParticipants(call)).toEqual([telephone, bob]);
});

test('an agent whose page goes away while the call rings passes it on', () => {
  const [first, second] = connect('alice agent', 'bob agent');
  const call = ring();
  server().admin.closeEndpoint(first.endpoint.id);
  expect(second.lastEvent('incoming')?.call).toBe(call);
  expect(listStates()).toEqual([`${bob} ringing`]);
});

test('an agent who calls out is not free, and wraps up after the call', () => {
  centre.changeSettings({ wrapUpSeconds: 10 });
  const [agent] = connect('alice agent');
  agent.start('4:911');
  const call = ring();
  expect(agent.listEvents('incoming')).toEqual([]);
  agent.leave();
  expect(listStates()).toEqual([`${alice} wrapUp`]);
  server().clock.advance(10_000);
  expect(agent.lastEvent('incoming')?.call).toBe(call);
});

test('the state of an agent follows at once: idle, another call rings, calls out, gone', () => {
  const [agent] = connect('alice agent');
  const states = [listStates()];
  const callBack = server().admin.createAgent('4:911', 'phone').placeCall([alice]);
  states.push(listStates());
  agent.send({ t: 'reject', call: callBack.callId });
  states.push(listStates());
  agent.start('4:911');
  states.push(listStates());
  agent.leave();
  server().admin.closeEndpoint(agent.endpoint.id);
  states.push(listStates());
  expect(states).toEqual([
    [`${alice} free`],
    [`${alice} ringing`],
    [`${alice} free`],
    [`${alice} inCall`],
    [],
  ]);
});

test('if a call cannot ring at an agent, it rings at the next one', () => {
  const [first, second] = connect('alice agent', 'bob agent');
  server().conditions.set({ refuseCalls: { code: 486, subCode: 0, times: 1 } });
  const call = ring();
  expect(first.listEvents('incoming')).toEqual([]);
  expect(second.lastEvent('incoming')?.call).toBe(call);
});

test('a call that cannot ring at the agent whom an overflow has freed is a missed call there', () => {
  centre.changeSettings({ maxWaitSeconds: 30 });
  connect('alice agent');
  ring();
  server().clock.advance(26_000);
  ring('4:+12065550102');
  server().conditions.set({ refuseCalls: { code: 486, subCode: 0, times: 1 } });
  server().clock.advance(4_000);
  expect(listStates()).toEqual([`${alice} pause`]);
});

test('what a control wants for one call does not hold for the next call of this telephone', () => {
  centre.changeSettings({ maxWaiting: 0 });
  // Nobody is connected, so that the call ends at once.
  ring(telephone, { agents: [bob] });
  const [agent] = connect('alice agent');
  const { callId } = server()
    .admin.createAgent(telephone, 'phone')
    .placeCall([`4:${hotline}`]);
  expect(agent.lastEvent('incoming')?.call).toBe(callId);
});

test('a full queue is busy; another telephone may take the call instead', () => {
  centre.changeSettings({ maxWaiting: 0 });
  expect(findCall(ring())).toBeUndefined();
  centre.changeSettings({ overflow: { to: '+14255550100' } });
  const call = ring();
  server().clock.advance(500);
  expect(listParticipants(call)).toEqual([telephone, '4:+14255550100']);
  expect(findCall(call)?.isAtServerApplication).toBe(false);
});

test('ten callers and two agents: each agent gets the next caller after a call', () => {
  const agents = connect('alice agent', 'bob agent');
  const calls = Array.from({ length: 10 }, (_, index) => ring(`4:+1206555010${index}`));
  const served: string[] = [];
  while (served.length < calls.length) {
    for (const agent of agents) {
      served.push(agent.lastEvent('incoming')?.call ?? '');
      agent.accept();
    }
    for (const agent of agents) agent.leave();
  }
  expect(served).toEqual(calls);
  expect(server().commands.calls.size).toBe(0);
});

test('a transferred telephone rings at the other agent directly, and not in the queue', async () => {
  const [first, second] = connect('alice agent', 'bob agent');
  ring();
  first.accept();
  const [caller] = findCall(first.call)?.participants.values() ?? [];
  first.send({
    t: 'transfer',
    ticket: '11111111-1111-4111-8111-111111111111',
    participant: caller?.id ?? '',
    target: { id: bob },
  });
  // The telephone follows the transfer in a microtask.
  await Promise.resolve();
  expect(second.lastEvent('incoming')?.from.id).toBe(telephone);
  expect(centre.listWaiting()).toEqual([]);
});

test('only telephones wait: the number is busy for a Teams user, and for everyone if the account is not assigned', () => {
  const [carol] = connect('carol');
  carol.start(`4:${hotline}`);
  expect(carol.ends).toEqual(['486/560486']);
  const account = server().admin.directory.findResourceAccountByNumber(hotline);
  if (!account) throw new Error('The hotline is in the directory.');
  server().assignments.remove(account);
  expect(findCall(ring())).toBeUndefined();
});

test('after a reset, no caller waits and no timer rings', () => {
  const [agent] = connect('alice agent');
  ring();
  ring('4:+12065550102');
  centre.reset();
  server().admin.endAllCalls();
  expect(agent.ends).toEqual(['487/0']);
  expect(listStates()).toEqual([`${alice} free`]);
  server().clock.advance(60_000);
  expect(agent.listEvents('incoming')).toHaveLength(1);
});
