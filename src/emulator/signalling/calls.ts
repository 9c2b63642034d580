import { randomUUID } from 'node:crypto';
import { createClock, type Clock } from '../core/clock.ts';
import { createConditions } from '../core/conditionStore.ts';
import type { NewId } from '../core/ids.ts';
import type { MeetingLocator } from '../wire/meetingLink.ts';
import type { Person } from '../core/people.ts';
import type { Command } from '../wire/protocol.ts';
import { act, type Outcome } from './acts.ts';
import { enter, memberOf, type Call } from './callRecord.ts';
import * as ends from '../wire/endCodes.ts';
import { isPage, tell, type Endpoint, type Endpoints } from './endpoints.ts';
import { refusal } from './features/feature.ts';
import { wait } from './lobby.ts';
import { findMeeting, waitsInLobby, type Meeting } from './meetings.ts';
import { createNetwork, type Network } from './network.ts';
import { Ringing } from './ringing.ts';
import { may, placeOf } from './roles.ts';
import { Rooms } from './rooms.ts';
import { Surveys } from './surveys.ts';
import type { Timing } from './timing.ts';
import { bringer, takePlace, ticketOf } from './transfers.ts';

type Of<T extends Command['t']> = Extract<Command, { t: T }>;

interface CallsDeps {
  readonly endpoints: Endpoints;
  readonly findPerson: (oid: string) => Person | undefined;
  readonly meetings: readonly Meeting[];
  readonly timing: Timing;
  /** The usual time when left out. */
  readonly clock?: Clock;
  /** One that lets everything through when left out. */
  readonly network?: Network;
  readonly newId?: NewId;
}

/** How many calls a window may be in, most of them on hold: more than anybody keeps, and few enough to remember. */
const mostCalls = 50;
/** By these somebody comes into a call. */
const entering = new Set<Command['t']>(['start', 'join', 'take', 'accept']);

/** What clients ask for. Every command is checked against who sends it before anything changes. */
export class Calls {
  readonly clock: Clock;
  readonly network: Network;
  readonly rooms: Rooms;
  readonly ringing: Ringing;
  readonly surveys = new Surveys();
  private readonly deps: CallsDeps;

  constructor(deps: CallsDeps) {
    this.deps = deps;
    this.clock = deps.clock ?? createClock();
    this.network = deps.network ?? createNetwork(createConditions());
    this.rooms = new Rooms(this.clock, (id) => this.network.withheld(id));
    this.ringing = new Ringing(this.rooms, { ...deps, network: this.network });
  }

  /** Carries out a command, or tells its sender why not and changes nothing. */
  handle(from: Endpoint, command: Command): void {
    const why = this.run(from, command);
    const { call } = command;
    if (!why && entering.has(command.t)) this.surveys.expect(from, call);
    // Whoever waits for an answer gets one, also of a call that has just ended.
    if ('ref' in command && command.ref !== undefined) {
      const refused = typeof why === 'string' ? refusal(400, 0, why) : (why ?? null);
      tell(from, { t: 'answered', call, ref: command.ref, refusal: refused });
    } else if (why) {
      const self = 'self' in command && command.self !== undefined ? { self: command.self } : {};
      const text = typeof why === 'string' ? why : why.message;
      tell(from, { t: 'refused', of: command.t, call, ...self, why: text });
    }
    // Whoever adds somebody shows them at once, and has to hear that they do not come.
    const inside = this.rooms.get(call);
    if (why && command.t === 'add' && inside && memberOf(inside, from)) {
      tell(from, { t: 'left', call, participant: command.participant, end: ends.notAdded });
    }
  }

  /** Carries out a command. @returns why not, with nothing changed. */
  run(from: Endpoint, command: Command): Outcome {
    if (command.t === 'start') return this.start(from, command);
    if (command.t === 'join') return this.join(from, command);
    if (command.t === 'survey') return this.surveys.take(from, command);
    const call = this.rooms.get(command.call);
    if (!call) return 'no such call';
    if (command.t === 'take') return this.take(call, from, command);
    if (command.t === 'accept' || command.t === 'reject') {
      const ringing = [...call.members.values()].find((member) => member.ringing.has(from));
      if (!ringing || (command.self ?? ringing.participant) !== ringing.participant)
        return 'not ringing here';
      if (command.t === 'accept') this.ringing.accept(call, ringing, from, command.state);
      else this.ringing.decline(call, ringing, from);
      return undefined;
    }
    const self = memberOf(call, from);
    // A window in a meeting knows it by an id of its own; by another one it means a second way into it.
    if (!self || (isPage(from) && (self.leg ?? call.id) !== command.call)) return 'not in this call';
    const waits = self.presence !== 'Joined' && command.t !== 'leave' && command.t !== 'state';
    return waits ? 'waits in the lobby' : act(this.rooms, this.ringing, call, self, command);
  }

  private start(from: Endpoint, command: Of<'start'>): string | undefined {
    const { call: id, self, to, state, pass, threadId } = command;
    const sent = pass && ticketOf(this.rooms.get(pass.call), pass.ticket, from);
    if ((pass || to.some(({ voicemail }) => voicemail)) && !sent) return 'not sent there';
    const participants = new Set([self, ...to.map(({ participant }) => participant)]);
    if (this.rooms.get(id)) return 'call exists';
    if (participants.size !== to.length + 1) return 'participants must differ';
    if (new Set(to.map(({ id }) => id)).size !== to.length) return 'nobody rings twice for one call';
    if (this.isBusy(from)) return 'too many calls';
    if (sent) sent.used = true;
    const call = this.rooms.open(id);
    if (to.length > 1) call.kind = 'group';
    call.threadId = threadId ?? null;
    const caller = enter(call, self, from.rawId, 'Joined', state);
    Object.assign(caller, { endpoint: from, bot: from.plays, withheld: this.network.withheld(from.rawId) });
    if (caller.withheld.length > 0) tell(from, placeOf(call, caller));
    // All of them enter before the first is tried, so that one failure does not look like the last.
    const invited = to.map(({ participant, id, voicemail }) => {
      return { member: enter(call, participant, id, 'Connecting'), voicemail };
    });
    for (const { member, voicemail } of invited) {
      this.ringing.invite(call, caller, member, { transferor: sent?.by.id, voicemail });
    }
    return undefined;
  }

  private join(from: Endpoint, { call: leg, self, meeting: locator, state }: Of<'join'>): string | undefined {
    if (this.rooms.get(leg)) return 'call exists';
    if (this.isBusy(from)) return 'too many calls';
    const call = this.meeting(locator);
    if (!call?.meeting) {
      tell(from, { t: 'ended', call: leg, self, end: ends.noSuchMeeting });
      return undefined;
    }
    if (memberOf(call, from) || call.members.has(self)) return 'in this meeting already';
    this.ringing.stopAt(call, from);
    const member = enter(call, self, from.rawId, 'Connecting', state);
    if (!may(call, member, 'shareScreen')) member.state = { ...state, screen: false };
    this.rooms.lead(call, member, from, leg);
    if (waitsInLobby(call.meeting, member.role)) wait(this.rooms, call, member, this.deps.timing.lobby);
    else this.rooms.join(call, member);
    return undefined;
  }

  private isBusy(from: Endpoint): boolean {
    return this.rooms.all().filter((call) => memberOf(call, from)).length >= mostCalls;
  }

  /** @returns the meeting that is meant, begun if nobody is in it yet; `undefined` when there is none. */
  meeting(locator: MeetingLocator): Call | undefined {
    const meeting = findMeeting(locator, this.deps.meetings);
    const running = this.rooms.all().find(({ threadId, kind }) => {
      return kind === 'meeting' && threadId === meeting?.threadId;
    });
    return running ?? (meeting && this.rooms.open((this.deps.newId ?? randomUUID)(), meeting));
  }

  private take(into: Call, from: Endpoint, command: Of<'take'>): string | undefined {
    const { pass, self } = command;
    const sent = ticketOf(this.rooms.get(pass.call), pass.ticket, from, into);
    const leaving = sent && bringer(into, sent.by);
    if (!leaving || into.members.has(self) || memberOf(into, from)) return 'not sent here';
    sent.used = true;
    this.rooms.join(into, takePlace(into, from, command));
    this.ringing.stopAt(into, from);
    this.rooms.endFor(into, leaving, ends.hungUp);
    this.rooms.drop(into, leaving, ends.hungUp);
    return undefined;
  }
}
