import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRosterEntry } from '../../../src/emulator/signalling/calls/call.ts';
import { isVisibleTo } from '../../../src/emulator/signalling/calls/callContext.ts';
import {
  CommandClient,
  openHouse,
  rawIdOf,
  setUpCommands,
  withLobby,
} from '../../../src/emulator/testing/commandClients.ts';
import { defaultState } from '../../../src/emulator/testing/testClient.ts';
import type {
  CallPresence,
  ParticipantEntry,
  TicketReference,
  TransferTarget,
} from '../../../src/emulator/wire/protocol.ts';

/**
 * Runs sequences of random commands of four endpoints, two of them of one user. A command may be late: it may name a call that has
 * ended, a participant who has left, or an invitation that rings no more.
 * `RUNS=100000 npx vitest run --project unit tests/contract/signalling` runs more sequences, and `SEED` chooses other sequences.
 */
const numRuns = Number(process.env['RUNS'] ?? 300);
const seed = Number(process.env['SEED'] ?? 1);

const { server, connect } = setUpCommands();

const peopleWithEndpoints = ['alice', 'bob', 'carol'].map(rawIdOf);
const erin = '8:orgid:e0000000-0000-4000-8000-00000000000e';
const unknownPerson = '8:orgid:99999999-9999-4999-8999-999999999999';
const callees = [
  // These people are listed several times, so that they are called more often: only their commands can interfere.
  ...peopleWithEndpoints,
  ...peopleWithEndpoints,
  ...peopleWithEndpoints,
  ...['echo', 'busy', 'decline', 'noanswer'].map(rawIdOf),
  erin,
  unknownPerson,
  // A phone that answers, a phone that is busy, and an unknown number.
  '4:+14255550100',
  '4:+14255550101',
  '4:+14255559999',
];
const meetings = [openHouse, withLobby, { ...withLobby, passcode: 'wrong' }];
/** A participant never goes back to an earlier one of these presences. */
const presenceOrder: readonly CallPresence[] = ['Connecting', 'Ringing', 'InLobby', 'Joined'];

/** An attempt of a client to enter a call. A client may enter the same call several times. */
interface Entry {
  readonly client: CommandClient;
  readonly call: string;
  /** The client's participant id in the call. */
  readonly self: string;
  /** How many events the client had received before. */
  readonly eventCount: number;
  hasLeft: boolean;
}

/** A step of a sequence, in the name of one client. */
interface Step {
  readonly client: CommandClient;
  readonly clients: CommandClient[];
  /** The attempts of all clients, the oldest first. */
  readonly entries: Entry[];
  /** The participant ids of the invitations that were answered. */
  readonly answeredIds: Set<string>;
  readonly pick: <T>(list: readonly T[]) => T;
}

function enter({ client, entries }: Step, call: string, self: string) {
  entries.push({ client, call, self, eventCount: client.events.length, hasLeft: false });
  return { call, self, state: defaultState };
}

function start(step: Step, rawIds: readonly string[], pass?: TicketReference): void {
  const to = rawIds.map((id) => ({ participant: randomUUID(), id }));
  const entry = enter(step, randomUUID(), randomUUID());
  step.client.send({ t: 'start', ...entry, to, ...(pass && { pass }) });
}

/** Runs a function with a call that the client has tried to enter. The call may have ended. */
function inCall(step: Step, run: (call: string, entry: Entry) => void): void {
  const entries = step.entries.filter(({ client }) => client === step.client).slice(-3);
  if (entries.length === 0) return;
  const entry = step.pick(entries);
  run(entry.call, entry);
}

/** Runs a function with such a call, and another participant of it, who may have left. */
function withOther(step: Step, run: (call: string, participant: string) => void): void {
  inCall(step, (call) => {
    const events = step.client.listEvents('participant').filter((event) => event.call === call);
    if (events.length > 0) run(call, step.pick(events.slice(-5)).entry.participant);
  });
}

const requestAbout = (step: Step, create: (other: string) => Parameters<CommandClient['request']>[0]) =>
  withOther(step, (call, other) => step.client.request({ ...create(other), call }));

const setState = (step: Step, change: Partial<typeof defaultState>) =>
  inCall(step, (call) => step.client.send({ t: 'state', call, state: { ...defaultState, ...change } }));

function leave(step: Step, everyone: boolean): void {
  inCall(step, (call, entry) => {
    step.client.request({ t: 'leave', call, everyone });
    entry.hasLeft = true;
  });
}

/** Answers one of the last invitations, which may have ended. */
function answer(step: Step, t: 'accept' | 'reject'): void {
  const invitations = step.client.listEvents('incoming').filter(({ self }) => !step.answeredIds.has(self));
  if (invitations.length === 0) return;
  const { call, self } = step.pick(invitations.slice(-2));
  step.answeredIds.add(self);
  step.client.send(t === 'accept' ? { t, ...enter(step, call, self) } : { t, call, self });
}

/** Runs a function with one of the last transfers that the client was asked to follow. */
function withTransfer(step: Step, run: (pass: TicketReference, target: TransferTarget) => void): void {
  const transfers = step.client.listEvents('transfer').slice(-2);
  if (transfers.length === 0) return;
  const { call, ticket, target } = step.pick(transfers);
  run({ call, ticket }, target);
}

const actions: Record<string, (step: Step) => void> = {
  call: (step) => start(step, [step.pick(callees)]),
  callGroup: (step) => start(step, [step.pick(callees), step.pick(callees)]),
  join: (step) =>
    step.client.send({ t: 'join', ...enter(step, randomUUID(), randomUUID()), meeting: step.pick(meetings) }),
  accept: (step) => answer(step, 'accept'),
  reject: (step) => answer(step, 'reject'),
  hangUp: (step) => leave(step, false),
  endForAll: (step) => leave(step, true),
  hold: (step) => setState(step, { hold: true }),
  share: (step) => setState(step, { screen: true }),
  raiseHand: (step) =>
    inCall(step, (call) => step.client.request({ t: 'ask', call, feature: 'raiseHand', what: { up: true } })),
  add: (step) =>
    inCall(step, (call) =>
      step.client.send({ t: 'add', call, participant: randomUUID(), id: step.pick(callees) }),
    ),
  remove: (step) => requestAbout(step, (participant) => ({ t: 'remove', participant })),
  mute: (step) => requestAbout(step, (other) => ({ t: 'mute', participants: [other] })),
  admit: (step) => requestAbout(step, (other) => ({ t: 'admit', participants: [other] })),
  deny: (step) => requestAbout(step, (participant) => ({ t: 'deny', participant })),
  signal: (step) =>
    withOther(step, (call, to) => step.client.send({ t: 'signal', call, to, signal: { ask: 'restart' } })),
  transfer: (step) =>
    withOther(step, (call, participant) => {
      const otherCalls = step.entries.filter(({ client, call: id }) => client === step.client && id !== call);
      const targets = [
        { id: step.pick(callees) },
        ...otherCalls.slice(-2).map((entry) => ({ call: entry.call })),
      ];
      const ticket = randomUUID();
      step.client.send({
        t: 'transfer',
        call,
        ticket,
        participant,
        target: step.pick<TransferTarget>(targets),
      });
    }),
  follow: (step) =>
    withTransfer(step, (pass, target) => {
      if ('id' in target) start(step, [target.id], pass);
      else step.client.send({ t: 'take', ...enter(step, target.call, randomUUID()), pass });
    }),
  report: (step) =>
    withTransfer(step, (pass) => {
      const end = step.pick([null, { code: 487, subCode: 0 }]);
      step.client.send({ t: 'transferred', ...pass, end });
    }),
  wait: (step) => server().clock.advance(step.pick([100, 700, 2_500, 90_000])),
  /** Closes the page of the client, and opens another page of the same user. */
  reopen({ client, clients, entries }) {
    server().admin.closeEndpoint(client.endpoint.id);
    for (const entry of entries) if (entry.client === client) entry.hasLeft = true;
    const { endpoints, commands } = server();
    const nextClient = new CommandClient(endpoints.createForUser(client.endpoint.rawId), commands);
    clients[clients.indexOf(client)] = nextClient;
  },
};
/** The actions of which steps are made. What is listed several times is chosen more often. */
const kinds =
  'call call callGroup join join accept accept accept accept accept reject hangUp hangUp endForAll hold share raiseHand add add remove mute signal admit deny transfer transfer follow follow report wait reopen';

/**
 * Finds out whom a client sees in a call, from the events since it has entered the call.
 * @throws Error if an event contradicts an earlier one.
 */
function readRoster({ client, self, eventCount }: Entry, callId: string): Map<string, ParticipantEntry> {
  const roster = new Map<string, ParticipantEntry>();
  const departedIds = new Set<string>();
  for (const event of client.events.slice(eventCount)) {
    if (event.call !== callId) continue;
    if (event.t === 'ended' && event.self === self) throw new Error('the call of a participant has ended');
    if (event.t === 'participant') {
      const { participant: id, presence } = event.entry;
      const former = roster.get(id)?.presence ?? 'Connecting';
      const hasGoneBack = presenceOrder.indexOf(presence) < presenceOrder.indexOf(former);
      if (id === self || departedIds.has(id) || hasGoneBack)
        throw new Error(`${id} was ${departedIds.has(id) ? 'gone' : former}, and is ${presence}`);
      roster.set(id, event.entry);
    }
    if (event.t === 'left') {
      // A participant who could not be reached may leave although no event has named them before.
      if (departedIds.has(event.participant)) throw new Error(`${event.participant} leaves twice`);
      roster.delete(event.participant);
      departedIds.add(event.participant);
    }
  }
  return roster;
}

/** Checks that the server and the clients agree. @throws Error that names what does not hold. */
function checkInvariants({ clients, entries, answeredIds }: Omit<Step, 'client' | 'pick'>): void {
  const calls = server().commands.calls.list();
  const participants = calls.flatMap((call) =>
    Array.from(call.participants.values(), (one) => ({ call, one })),
  );
  for (const { call, one } of participants) {
    const entry = entries.find(({ client, self }) => client.endpoint === one.endpoint && self === one.id);
    if (!entry) continue;
    const others = [...call.participants.values()].filter((other) => other !== one);
    const visibleOthers =
      one.presence === 'Joined' ? others.filter((other) => isVisibleTo(one, call, other)) : [];
    const callId = entry.client.endpoint.meetingCallIds.get(call.id) ?? call.id;
    const shown = [...readRoster(entry, callId).values()].map(describeEntry);
    expect(shown.toSorted()).toEqual(visibleOthers.map(createRosterEntry).map(describeEntry).toSorted());
  }
  for (const { client, self, hasLeft } of entries) {
    const isIn = participants.some(({ one }) => one.id === self && one.endpoint === client.endpoint);
    const hasOutcome = client.events.some(
      (event) => (event.t === 'ended' || event.t === 'refused') && event.self === self,
    );
    if (!isIn && !hasLeft && !hasOutcome)
      throw new Error(`${client.rawId} never learns that ${self} has ended`);
  }
  for (const client of clients) {
    const endedIds = new Set(client.listEvents('ended').map(({ self }) => self));
    const ringingIds = client
      .listEvents('incoming')
      .flatMap(({ self }) => (endedIds.has(self) || answeredIds.has(self) ? [] : [self]));
    const idsAtServer = participants.filter(({ one }) => one.ringingEndpoints.has(client.endpoint));
    expect(ringingIds.toSorted()).toEqual(idsAtServer.map(({ one }) => one.id).toSorted());
  }
}

const describeEntry = ({ participant, id, presence, state }: ParticipantEntry): string =>
  JSON.stringify([participant, id, presence, state]);

const anyStep = fc.record({
  kind: fc.constantFrom(...kinds.split(' ')),
  clientIndex: fc.nat({ max: 3 }),
  choices: fc.array(fc.nat({ max: 999 }), { minLength: 4, maxLength: 4 }),
});
const anySequence = fc.array(anyStep, { minLength: 40, maxLength: 40, size: 'max' });

test('random commands of four endpoints reach no illegal state, and leave no call', async () => {
  const property = fc.asyncProperty(anySequence, async (sequence) => {
    const { admin, clock, commands } = server();
    admin.endAllCalls();
    const clients: CommandClient[] = [...connect('alice', 'bob', 'bob', 'carol')];
    const run = { clients, entries: [], answeredIds: new Set<string>() };
    for (const { kind, clientIndex, choices } of sequence) {
      let choiceCount = 0;
      const pick = <T>(list: readonly T[]) => list[(choices[choiceCount++] ?? 0) % list.length] as T;
      const client = clients[clientIndex];
      if (client) actions[kind]?.({ ...run, client, pick });
      // Virtual agents, with which bots follow transfers, react to their events in microtasks.
      await new Promise(setImmediate);
      checkInvariants(run);
    }
    for (const { endpoint } of clients) admin.closeEndpoint(endpoint.id);
    // Half an hour is longer than any call rings, and as long as a participant may wait in a lobby.
    clock.advance(30 * 60_000);
    const remaining = commands.calls.list().flatMap((call) => Array.from(call.participants.values()));
    // Two bots whom a transfer has connected stay in their call.
    expect(remaining.filter(({ botMedia }) => !botMedia)).toEqual([]);
  });
  await fc.assert(property, { numRuns, seed });
}, 600_000);
