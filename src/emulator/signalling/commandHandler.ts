import { randomUUID } from 'node:crypto';
import { createClock, type Clock } from '../core/clock.ts';
import { createConditions } from '../core/conditionStore.ts';
import type { NewId } from '../core/ids.ts';
import type { MeetingLocator } from '../wire/meetingLink.ts';
import type { Person } from '../core/people.ts';
import type { Command } from '../wire/protocol.ts';
import { runInCall, type CommandResult } from './commands/inCall.ts';
import { addParticipant, participantAt, type Call } from './calls/call.ts';
import * as ends from '../wire/endCodes.ts';
import { hasPage, sendEvent, type Endpoint, type EndpointRegistry } from './endpoints/endpointRegistry.ts';
import { refusal } from './features/feature.ts';
import { waitInLobby } from './calls/lobby.ts';
import { findMeeting, waitsInLobby, type Meeting } from './calls/meetings.ts';
import { createEmulatedNetwork, type EmulatedNetwork } from './network/emulatedNetwork.ts';
import { Ringing } from './ringing/ringing.ts';
import { hasCapability, contextEvent } from './calls/callContext.ts';
import { CallStore } from './calls/callStore.ts';
import { Surveys } from './commands/surveys.ts';
import type { Timing } from './timing.ts';
import { transferorIn, takeOverParticipant, findTicket } from './commands/transfer.ts';

type Of<T extends Command['t']> = Extract<Command, { t: T }>;

interface CallsDeps {
  readonly endpoints: EndpointRegistry;
  readonly findPerson: (oid: string) => Person | undefined;
  readonly meetings: readonly Meeting[];
  readonly timing: Timing;
  /** The usual time when left out. */
  readonly clock?: Clock;
  /** One that lets everything through when left out. */
  readonly network?: EmulatedNetwork;
  readonly newId?: NewId;
}

/** How many calls a window may be in, most of them on hold: more than anybody keeps, and few enough to remember. */
const mostCalls = 50;
/** By these somebody comes into a call. */
const entering = new Set<Command['t']>(['start', 'join', 'take', 'accept']);

/** What clients ask for. Every command is checked against who sends it before anything changes. */
export class CommandHandler {
  readonly clock: Clock;
  readonly network: EmulatedNetwork;
  readonly calls: CallStore;
  readonly ringing: Ringing;
  readonly surveys = new Surveys();
  private readonly deps: CallsDeps;

  constructor(deps: CallsDeps) {
    this.deps = deps;
    this.clock = deps.clock ?? createClock();
    this.network = deps.network ?? createEmulatedNetwork(createConditions());
    this.calls = new CallStore(this.clock, (id) => this.network.withheldCapabilities(id));
    this.ringing = new Ringing(this.calls, { ...deps, network: this.network });
  }

  /** Carries out a command, or tells its sender why not and changes nothing. */
  handle(from: Endpoint, command: Command): void {
    const why = this.run(from, command);
    const { call } = command;
    if (!why && entering.has(command.t)) this.surveys.allow(from, call);
    // Whoever waits for an answer gets one, also of a call that has just ended.
    if ('ref' in command && command.ref !== undefined) {
      const refused = typeof why === 'string' ? refusal(400, 0, why) : (why ?? null);
      sendEvent(from, { t: 'answered', call, ref: command.ref, refusal: refused });
    } else if (why) {
      const self = 'self' in command && command.self !== undefined ? { self: command.self } : {};
      const text = typeof why === 'string' ? why : why.message;
      sendEvent(from, { t: 'refused', of: command.t, call, ...self, why: text });
    }
    // Whoever adds somebody shows them at once, and has to hear that they do not come.
    const inside = this.calls.find(call);
    if (why && command.t === 'add' && inside && participantAt(inside, from)) {
      sendEvent(from, { t: 'left', call, participant: command.participant, end: ends.notAdded });
    }
  }

  /** Carries out a command. @returns why not, with nothing changed. */
  run(from: Endpoint, command: Command): CommandResult {
    if (command.t === 'start') return this.start(from, command);
    if (command.t === 'join') return this.join(from, command);
    if (command.t === 'survey') return this.surveys.submit(from, command);
    const call = this.calls.find(command.call);
    if (!call) return 'no such call';
    if (command.t === 'take') return this.take(call, from, command);
    if (command.t === 'accept' || command.t === 'reject') {
      const ringing = [...call.participants.values()].find((member) => member.ringingEndpoints.has(from));
      if (!ringing || (command.self ?? ringing.id) !== ringing.id) return 'not ringing here';
      if (command.t === 'accept') this.ringing.accept(call, ringing, from, command.state);
      else this.ringing.decline(call, ringing, from);
      return undefined;
    }
    const self = participantAt(call, from);
    // A window in a meeting knows it by an id of its own; by another one it means a second way into it.
    if (!self || (hasPage(from) && (self.endpointCallId ?? call.id) !== command.call))
      return 'not in this call';
    const waits = self.presence !== 'Joined' && command.t !== 'leave' && command.t !== 'state';
    return waits ? 'waits in the lobby' : runInCall(this.calls, this.ringing, call, self, command);
  }

  private start(from: Endpoint, command: Of<'start'>): string | undefined {
    const { call: id, self, to, state, pass, threadId } = command;
    const sent = pass && findTicket(this.calls.find(pass.call), pass.ticket, from);
    if ((pass || to.some(({ voicemail }) => voicemail)) && !sent) return 'not sent there';
    const participants = new Set([self, ...to.map(({ participant }) => participant)]);
    if (this.calls.find(id)) return 'call exists';
    if (participants.size !== to.length + 1) return 'participants must differ';
    if (new Set(to.map(({ id }) => id)).size !== to.length) return 'nobody rings twice for one call';
    if (this.isBusy(from)) return 'too many calls';
    if (sent) sent.isUsed = true;
    const call = this.calls.create(id);
    if (to.length > 1) call.kind = 'group';
    call.threadId = threadId ?? null;
    const caller = addParticipant(call, self, from.rawId, 'Joined', state);
    Object.assign(caller, {
      endpoint: from,
      bot: from.bot,
      withheld: this.network.withheldCapabilities(from.rawId),
    });
    if (caller.withheld.length > 0) sendEvent(from, contextEvent(call, caller));
    // All of them enter before the first is tried, so that one failure does not look like the last.
    const invited = to.map(({ participant, id, voicemail }) => {
      return { member: addParticipant(call, participant, id, 'Connecting'), voicemail };
    });
    for (const { member, voicemail } of invited) {
      this.ringing.invite(call, caller, member, { transferor: sent?.transferor.rawId, voicemail });
    }
    return undefined;
  }

  private join(from: Endpoint, { call: leg, self, meeting: locator, state }: Of<'join'>): string | undefined {
    if (this.calls.find(leg)) return 'call exists';
    if (this.isBusy(from)) return 'too many calls';
    const call = this.meeting(locator);
    if (!call?.meeting) {
      sendEvent(from, { t: 'ended', call: leg, self, end: ends.noSuchMeeting });
      return undefined;
    }
    if (participantAt(call, from) || call.participants.has(self)) return 'in this meeting already';
    this.ringing.stopRingingAt(call, from);
    const member = addParticipant(call, self, from.rawId, 'Connecting', state);
    if (!hasCapability(call, member, 'shareScreen')) member.state = { ...state, screen: false };
    this.calls.attachEndpoint(call, member, from, leg);
    if (waitsInLobby(call.meeting, member.role))
      waitInLobby(this.calls, call, member, this.deps.timing.lobbyMs);
    else this.calls.join(call, member);
    return undefined;
  }

  private isBusy(from: Endpoint): boolean {
    return this.calls.all().filter((call) => participantAt(call, from)).length >= mostCalls;
  }

  /** @returns the meeting that is meant, begun if nobody is in it yet; `undefined` when there is none. */
  meeting(locator: MeetingLocator): Call | undefined {
    const meeting = findMeeting(locator, this.deps.meetings);
    const running = this.calls.all().find(({ threadId, kind }) => {
      return kind === 'meeting' && threadId === meeting?.threadId;
    });
    return running ?? (meeting && this.calls.create((this.deps.newId ?? randomUUID)(), meeting));
  }

  private take(into: Call, from: Endpoint, command: Of<'take'>): string | undefined {
    const { pass, self } = command;
    const sent = findTicket(this.calls.find(pass.call), pass.ticket, from, into);
    const leaving = sent && transferorIn(into, sent.transferor);
    if (!leaving || into.participants.has(self) || participantAt(into, from)) return 'not sent here';
    sent.isUsed = true;
    this.calls.join(into, takeOverParticipant(into, from, command));
    this.ringing.stopRingingAt(into, from);
    this.calls.notifyEnd(into, leaving, ends.hungUp);
    this.calls.removeParticipant(into, leaving, ends.hungUp);
    return undefined;
  }
}
