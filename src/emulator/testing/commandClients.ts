import { isAcsUser } from '../wire/rawIds.ts';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import { createAssignmentStore } from '../core/assignments.ts';
import { createClock } from '../core/clock.ts';
import { createConditionStore } from '../core/conditionStore.ts';
import { createRawId } from '../core/people.ts';
import { Retirement } from '../core/retirement.ts';
import { SignallingAdmin } from '../signalling/admin/admin.ts';
import type { Call, Participant } from '../signalling/calls/call.ts';
import { CommandHandler } from '../signalling/commands/commandHandler.ts';
import type { Endpoint } from '../signalling/endpoints/endpoint.ts';
import { EndpointRegistry } from '../signalling/endpoints/endpointRegistry.ts';
import { applyConditionChanges, createEmulatedNetwork } from '../signalling/network/emulatedNetwork.ts';
import { defaultTiming } from '../signalling/timing.ts';
import type { MeetingLocator } from '../wire/meetingLink.ts';
import type { CallPresence, Command, EventOf, SignallingEvent } from '../wire/protocol.ts';
import { directory } from './directory.ts';
import { personOf } from './signIn.ts';
import { createStartCommand, defaultState } from './testClient.ts';

// The meetings of the default directory. Alice is the organizer of all three.
/** A meeting without a lobby. Everyone is a presenter. */
export const openHouse = { meetingId: '201000000001', passcode: 'open01' };
/** A meeting in which everyone but the organizer waits in the lobby. */
export const withLobby = { meetingId: '201000000002', passcode: 'lobby2' };
/** A meeting without a lobby. Bob is a co-organizer, and everyone else has the role Attendee. */
export const townHall = { meetingId: '201000000003', passcode: 'crowd3' };

/**
 * @returns the raw id of a person of Fabrikam.
 * @param name the first name in lower case for the Teams user, or with ` agent` after it, as in `alice agent`.
 */
export const rawIdOf = (name: string): string => {
  const [firstName = '', persona] = name.split(' ');
  const person = personOf(`${firstName}@fabrikam.example`);
  return createRawId(person, persona ? 'teamsExtensionUser' : 'teamsUser', directory.acsResource.id);
};

type EventType = SignallingEvent['t'];
/** A command of which `call` may be left out: by default, it is the call that the client is in. */
type ClientCommand<C = Command> = C extends Command ? Omit<C, 'call'> & { call?: string } : never;
/** A command that the server answers. The client chooses its `ref`. */
type ClientRequest<C = Command> = C extends { ref?: string | undefined }
  ? Omit<C, 'call' | 'ref'> & { call?: string }
  : never;

/** A test user's endpoint without a socket. The server runs its commands at once. */
export class CommandClient {
  readonly endpoint: Endpoint;
  private readonly commands: CommandHandler;
  /** The id by which the client knows the call that it has entered last. */
  call: string = randomUUID();
  /** The client's participant id in this call. */
  self: string = randomUUID();

  constructor(endpoint: Endpoint, commands: CommandHandler) {
    this.endpoint = endpoint;
    this.commands = commands;
  }

  get rawId(): string {
    return this.endpoint.rawId;
  }

  send(command: ClientCommand): void {
    this.commands.receiveCommand(this.endpoint, { call: this.call, ...command });
  }

  /** Sends a command that the server answers. @returns `done`, or code and subcode of the refusal: `403/0`. */
  request(command: ClientRequest): string {
    const ref = randomUUID();
    this.send({ ...command, ref });
    const answer = this.listEvents('answered').find((event) => event.ref === ref);
    if (!answer) throw new Error('The server has not answered.');
    return answer.refusal ? `${answer.refusal.code}/${answer.refusal.subCode}` : 'done';
  }

  /** Sends a request to a call feature. @returns `done`, or code and subcode of the refusal. */
  askFeature(feature: string, what: unknown): string {
    return this.request({ t: 'ask', feature, what });
  }

  /** Starts a call. @param rawIds the callees. @returns the callees' participant ids. */
  start(...rawIds: string[]): string[] {
    const { command, to } = createStartCommand(...rawIds);
    Object.assign(this, { call: command.call, self: command.self });
    this.send(command);
    return to.map(({ participant }) => participant);
  }

  /** Accepts the invitation that came last. */
  accept(state = defaultState): void {
    const { call, self } = this.lastEvent('incoming') ?? {};
    if (!call || !self) throw new Error('No call has rung.');
    Object.assign(this, { call, self });
    this.send({ t: 'accept', self, state });
  }

  /** Joins a meeting, or its lobby. */
  join(meeting: MeetingLocator, state = defaultState): this {
    Object.assign(this, { call: randomUUID(), self: randomUUID() });
    this.send({ t: 'join', self: this.self, meeting, state });
    return this;
  }

  setState(changes: Partial<typeof defaultState>): void {
    this.send({ t: 'state', state: { ...defaultState, ...changes } });
  }

  leave(everyone = false): void {
    this.send({ t: 'leave', everyone });
  }

  /** All events that the server has sent. No client acknowledges an event, so all of them are in the outbox. */
  get events(): SignallingEvent[] {
    return this.endpoint.outbox.unacknowledged.map(({ message }) => message);
  }

  listEvents<T extends EventType>(t: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.t === t);
  }

  lastEvent<T extends EventType>(t: T): EventOf<T> | undefined {
    return this.listEvents(t).at(-1);
  }

  /** The end reasons of all calls and invitations that have ended for the client: `487/10004`. */
  get ends(): string[] {
    return this.listEvents('ended').map(({ end }) => `${end.code}/${end.subCode}`);
  }

  /** The refused commands without a `ref`, each with its reason. */
  get refusals(): [type: string, reason: string][] {
    return this.listEvents('refused').map(({ of, why }) => [of, why]);
  }

  listPresences(participant: string): CallPresence[] {
    const entries = this.listEvents('participant').map(({ entry }) => entry);
    return entries.filter((entry) => entry.participant === participant).map(({ presence }) => presence);
  }

  listSharedValues(feature: string, key: string): unknown[] {
    return this.listEvents('shared')
      .filter((event) => event.feature === feature && event.key === key)
      .map(({ value }) => value);
  }

  listMessages(feature: string): unknown[] {
    return this.listEvents('said')
      .filter((event) => event.feature === feature)
      .map(({ what }) => what);
  }
}

type Clients<Names extends readonly string[]> = { [Index in keyof Names]: CommandClient };

/** A signalling server without sockets, in which Carol is a member of every chat, and nobody else of any. */
function createServer() {
  const clock = createClock();
  const conditions = createConditionStore();
  const { oid: carolId } = personOf('carol@fabrikam.example');
  const network = createEmulatedNetwork(conditions, (_chat, oid) => oid === carolId);
  const endpoints = new EndpointRegistry(randomUUID);
  const assignments = createAssignmentStore(directory);
  const acsUsers = { has: isAcsUser };
  const deps = { clock, network, endpoints, directory, assignments, acsUsers, newId: randomUUID };
  const retirement = new Retirement();
  const commands = new CommandHandler({ ...deps, retirement, timing: defaultTiming });
  network.subscribe(() => applyConditionChanges(commands.calls, network));
  return {
    clock,
    conditions,
    network,
    endpoints,
    assignments,
    commands,
    admin: new SignallingAdmin({ ...deps, commands }),
  };
}

/** Gives each test of a file a signalling server, whose clock and conditions the test changes. */
export function setUpCommands() {
  let server: ReturnType<typeof createServer>;
  beforeEach(() => void (server = createServer()));
  afterEach(() => {
    server.commands.calls.forgetAll();
    server.clock.stop();
    server.network.relay.close();
  });
  // The cast keeps the number of names, which the type of `map` loses.
  const connect = <const Names extends readonly string[]>(...names: Names) =>
    names.map(
      (name) => new CommandClient(server.endpoints.createForUser(rawIdOf(name)), server.commands),
    ) as unknown as Clients<Names>;
  const findCall = ({ call: id }: CommandClient): Call => {
    const call = server.commands.calls.find(id);
    if (!call) throw new Error('There is no such call.');
    return call;
  };
  return {
    server: () => server,
    /** Connects a client for each persona. @param names see `rawIdOf`. */
    connect,
    /** Connects people, and lets the first one call all others, who accept. */
    connectCall: <const Names extends readonly string[]>(...names: Names): Clients<Names> => {
      const clients = connect(...names);
      const [caller, ...callees] = clients as readonly CommandClient[];
      caller?.start(...callees.map(({ rawId }) => rawId));
      for (const callee of callees) callee.accept();
      return clients;
    },
    /** Connects people, who join a meeting, or its lobby. */
    joinMeeting: <const Names extends readonly string[]>(
      meeting: MeetingLocator,
      ...names: Names
    ): Clients<Names> => {
      const clients = connect(...names);
      for (const client of clients as readonly CommandClient[]) client.join(meeting);
      return clients;
    },
    findCall,
    findParticipant: (client: CommandClient): Participant => {
      const participant = findCall(client).participants.get(client.self);
      if (!participant) throw new Error('The client is not in its call.');
      return participant;
    },
  };
}
