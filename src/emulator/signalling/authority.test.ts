import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { TransferTarget } from '../wire/protocol.ts';
import { findPerson } from '../core/seed.ts';
import type { Endpoint } from './endpoints/endpoint.ts';
import { setRole } from './calls/callContext.ts';
import { commandsOfFile, eventsOfType } from '../testing/commandsOfFile.ts';
import { defaultState, newCallTo } from '../testing/testClient.ts';

/** Commands that the server refuses to participants in a lobby, and after a transfer. */

const { calls, addEndpoint, send } = commandsOfFile();

const oidOf = (name: string) => findPerson(`${name}@fabrikam.example`)?.oid ?? '';
const refusals = (endpoint: Endpoint) => eventsOfType(endpoint, 'refused').map(({ of, why }) => [of, why]);

/** Joins the meeting in whose lobby everyone but the organizer, Alice, waits. */
function join(endpoint: Endpoint, state = defaultState) {
  const [call, self] = [randomUUID(), randomUUID()];
  const meeting = { meetingId: '201000000002', passcode: 'lobby2' };
  send(endpoint, { t: 'join', call, self, meeting, state });
  return { call, self };
}
const member = (call: string, self: string) => calls().find(call)?.participants.get(self);
const admit = (from: Endpoint, call: string, self: string) =>
  send(from, { t: 'admit', call, ref: randomUUID(), participants: [self] });

/** Connects two test users, of whom the first can transfer the second. */
function connect(a: Endpoint, b: Endpoint) {
  const { command, call, self, to } = newCallTo(b.oid);
  send(a, command);
  send(b, { t: 'accept', call, state: defaultState });
  const other = to[0]?.participant ?? '';
  const transfer = (target: TransferTarget) => {
    const ticket = randomUUID();
    send(a, { t: 'transfer', call, ticket, participant: other, target });
    return { call, ticket };
  };
  return { call, self, other, transfer };
}

test('E1: a participant in the lobby cannot transfer anybody into the meeting', () => {
  const [a, b, c] = [addEndpoint('alice'), addEndpoint('bob'), addEndpoint('carol')];
  const organizer = join(a);
  const waiting = join(b);
  const { transfer } = connect(b, c);
  transfer({ call: waiting.call });
  expect(refusals(b)).toEqual([['transfer', 'not in the target call']]);
  expect(eventsOfType(c, 'transfer')).toEqual([]);
  expect(calls().find(organizer.call)?.participants.size).toBe(2);
});

test('E1: a transfer ticket is void once the transferor is in the lobby again, or may not add people', () => {
  for (const lose of ['lobby', 'role'] as const) {
    const [a, b, c] = [addEndpoint('alice'), addEndpoint('bob'), addEndpoint('carol')];
    const organizer = join(a);
    const inside = join(b);
    admit(a, organizer.call, inside.self);
    const { transfer } = connect(b, c);
    const pass = transfer({ call: inside.call });
    const call = calls().find(organizer.call);
    const bob = member(inside.call, inside.self);
    if (!call || !bob) throw new Error('Bob is not in the meeting.');
    if (lose === 'role') setRole(call, bob, 'Attendee');
    else {
      send(b, { t: 'leave', call: inside.call, everyone: false });
      join(b);
    }
    send(c, { t: 'take', call: call.id, pass, self: randomUUID(), state: defaultState });
    expect(refusals(c)).toEqual([['take', 'not sent here']]);
    expect([...call.participants.values()].some(({ rawId }) => rawId === c.rawId)).toBe(false);
    calls().close();
  }
});

test('E2: a participant in the lobby takes over no screen share until they are admitted', () => {
  const [a, b] = [addEndpoint('alice'), addEndpoint('bob')];
  const organizer = join(a);
  send(a, { t: 'state', call: organizer.call, state: { ...defaultState, screen: true } });
  const waiting = join(b, { ...defaultState, screen: true });
  for (const screen of [false, true]) {
    send(b, { t: 'state', call: waiting.call, state: { ...defaultState, screen } });
  }
  expect(eventsOfType(a, 'unshared')).toEqual([]);
  expect(member(organizer.call, organizer.self)?.state.screen).toBe(true);
  expect(member(waiting.call, waiting.self)?.state.screen).toBe(true);
  admit(a, organizer.call, waiting.self);
  expect(eventsOfType(a, 'unshared')).toMatchObject([{ by: waiting.self }]);
  expect(member(organizer.call, organizer.self)?.state.screen).toBe(false);
});

test('E2: a participant who joins with a screen share ends the share of another', () => {
  const [a, b] = [addEndpoint('alice'), addEndpoint('bob')];
  const { command, call, self } = newCallTo(b.oid);
  send(a, { ...command, state: { ...defaultState, screen: true } });
  send(b, { t: 'accept', call, state: { ...defaultState, screen: true } });
  expect(eventsOfType(a, 'unshared')).toHaveLength(1);
  expect(member(call, self)?.state.screen).toBe(false);
});

test('E3: a transfer ends when the transferee leaves, and the transferor is told', () => {
  const [a, b, c] = [addEndpoint('alice'), addEndpoint('bob'), addEndpoint('carol')];
  const { call, other, transfer } = connect(a, b);
  const third = randomUUID();
  send(a, { t: 'add', call, participant: third, id: c.rawId });
  send(c, { t: 'accept', call, state: defaultState });
  const pass = transfer({ id: `8:orgid:${oidOf('noanswer')}` });
  send(b, { t: 'leave', call, everyone: false });
  expect(calls().find(call)?.transfers.size).toBe(0);
  expect(eventsOfType(a, 'transferred')).toMatchObject([{ ticket: pass.ticket, end: { code: 480 } }]);
  const again = newCallTo(oidOf('noanswer'));
  send(b, { ...again.command, pass });
  expect(refusals(b)).toEqual([['start', 'not sent there']]);
  expect(member(call, other)).toBeUndefined();
});

test('E3: a transfer ends with its target call, and when the transferor leaves that call', () => {
  for (const how of ['ends', 'left'] as const) {
    const [a, b] = [addEndpoint('alice'), addEndpoint('bob')];
    const first = connect(a, b);
    const target = newCallTo(oidOf('noanswer'), oidOf('echo'));
    send(a, target.command);
    const pass = first.transfer({ call: target.call });
    expect(eventsOfType(b, 'transfer')).toHaveLength(1);
    const call = calls().find(target.call);
    if (!call) throw new Error('The target call has not begun.');
    if (how === 'ends') calls().endCall(call);
    else send(a, { t: 'leave', call: target.call, everyone: false });
    expect(calls().find(first.call)?.transfers.size).toBe(0);
    expect(eventsOfType(a, 'transferred')).toMatchObject([{ ticket: pass.ticket, end: { code: 480 } }]);
    send(b, { t: 'take', call: target.call, pass, self: randomUUID(), state: defaultState });
    expect(refusals(b)).toEqual([['take', 'no such call']]);
    calls().close();
  }
});

test('E3: a transfer ticket is good once', () => {
  const [a, b] = [addEndpoint('alice'), addEndpoint('bob')];
  const { transfer } = connect(a, b);
  const pass = transfer({ id: `8:orgid:${oidOf('noanswer')}` });
  send(b, { ...newCallTo(oidOf('noanswer')).command, pass });
  send(b, { ...newCallTo(oidOf('noanswer')).command, pass });
  expect(refusals(b)).toEqual([['start', 'not sent there']]);
  send(b, { t: 'transferred', call: pass.call, ticket: pass.ticket, end: null });
  expect(eventsOfType(a, 'transferred')).toMatchObject([{ end: null }]);
});
