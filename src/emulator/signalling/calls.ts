import type { Bot, Command, EndCode, MediaState } from '../protocol.ts';
import type { Person } from '../people.ts';
import {
  broadcast,
  enter,
  entryOf,
  memberOf,
  newCall,
  silentState,
  type Call,
  type Member,
} from './callRecord.ts';
import { findCallee } from './callee.ts';
import * as ends from './endCodes.ts';
import { tell, type Endpoint, type Endpoints } from './endpoints.ts';
import { takePlace, transfer, transferor, transferred } from './transfers.ts';
import type { Timing } from './timing.ts';

type Of<T extends Command['t']> = Extract<Command, { t: T }>;

/** An offer and its candidates are about a dozen. */
const unheardLimit = 100;
/** The calls that are going on. Every command is checked against who sends it before anything changes. */
export class Calls {
  private readonly calls = new Map<string, Call>();
  private readonly endpoints: Endpoints;
  private readonly findPerson: (oid: string) => Person | undefined;
  private readonly timing: Timing;

  constructor(endpoints: Endpoints, findPerson: (oid: string) => Person | undefined, timing: Timing) {
    this.endpoints = endpoints;
    this.findPerson = findPerson;
    this.timing = timing;
  }

  get size(): number {
    return this.calls.size;
  }

  /** Carries out a command, or tells its sender why not and changes nothing. */
  handle(from: Endpoint, command: Command): void {
    const why = this.run(from, command);
    if (why) tell(from, { t: 'refused', of: command.t, call: command.call, why });
  }

  /** A window is gone for good: it leaves its calls, and stops ringing. */
  vanish(endpoint: Endpoint): void {
    for (const call of this.calls.values()) {
      for (const member of Array.from(call.members.values())) {
        if (member.endpoint === endpoint) this.drop(call, member, ends.vanished);
        else if (member.ringing.delete(endpoint) && member.ringing.size === 0) {
          this.fail(call, member, ends.unreachable);
        }
      }
    }
  }

  close(): void {
    for (const call of this.calls.values())
      for (const { timer } of call.members.values()) clearTimeout(timer);
    this.calls.clear();
  }

  private run(from: Endpoint, command: Command): string | undefined {
    if (command.t === 'start') return this.start(from, command);
    const call = this.calls.get(command.call);
    if (!call) return 'no such call';
    if (command.t === 'take') return this.take(call, from, command);
    const members = [...call.members.values()];
    if (command.t === 'accept' || command.t === 'reject') {
      const ringing = members.find((member) => member.ringing.has(from));
      if (!ringing) return 'not ringing here';
      if (command.t === 'accept') this.accept(call, ringing, from, command.state);
      else this.decline(call, ringing, from);
      return undefined;
    }
    const self = memberOf(call, from);
    return self ? this.act(call, self, command) : 'not in this call';
  }

  private act(
    call: Call,
    self: Member,
    command: Exclude<Command, { t: 'start' | 'accept' | 'reject' | 'take' }>,
  ): string | undefined {
    switch (command.t) {
      case 'leave':
        if (command.everyone) this.endForAll(call);
        else this.drop(call, self, ends.hungUp);
        return undefined;
      case 'signal':
        return this.relay(call, self, command);
      case 'state':
        self.state = command.state;
        this.announce(call, self);
        return undefined;
      case 'add':
        if (call.members.has(command.participant)) return 'participant exists';
        this.invite(call, self, enter(call, command.participant, command.id, 'Connecting'));
        return undefined;
      case 'remove': {
        const target = call.members.get(command.participant);
        if (!target) return 'no such participant';
        const end = target.presence === 'Joined' ? ends.removed : ends.cancelled;
        this.endFor(call, target, end);
        this.drop(call, target, end);
        return undefined;
      }
      case 'mute':
        for (const participant of command.participants) {
          const endpoint = call.members.get(participant)?.endpoint;
          if (endpoint && endpoint !== self.endpoint) {
            tell(endpoint, { t: 'muted', call: call.id, by: self.participant });
          }
        }
        return undefined;
      case 'transfer':
        return transfer(call, self, command, (id) => this.calls.get(id));
      case 'transferred':
        return transferred(call, self, command.ticket, command.end);
    }
  }

  private take(into: Call, from: Endpoint, command: Of<'take'>): string | undefined {
    const { pass, self } = command;
    const by = transferor(this.calls.get(pass.call), pass.ticket, from, into);
    const leaving = by?.endpoint && memberOf(into, by.endpoint);
    if (!leaving || into.members.has(self) || memberOf(into, from)) return 'not sent here';
    this.join(into, takePlace(into, from, command));
    this.endFor(into, leaving, ends.hungUp);
    this.drop(into, leaving, ends.hungUp);
    return undefined;
  }

  private start(from: Endpoint, { call: id, self, to, state, pass }: Of<'start'>): string | undefined {
    const by = pass && transferor(this.calls.get(pass.call), pass.ticket, from);
    if (pass && !by) return 'not sent there';
    const participants = new Set([self, ...to.map(({ participant }) => participant)]);
    if (this.calls.has(id)) return 'call exists';
    if (participants.size !== to.length + 1) return 'participants must differ';
    const call = newCall(id);
    this.calls.set(id, call);
    const caller = enter(call, self, from.rawId, 'Joined', state);
    caller.endpoint = from;
    // All of them enter before the first is tried, so that one failure does not look like the last.
    const invited = to.map(({ participant, id }) => enter(call, participant, id, 'Connecting'));
    for (const member of invited) this.invite(call, caller, member, by?.id);
    return undefined;
  }

  private invite(call: Call, inviter: Member, member: Member, transferor?: string): void {
    const callee = findCallee(member.id, this.findPerson, this.timing);
    if (callee.kind === 'nobody') return this.fail(call, member, callee.end);
    if (callee.kind === 'bot') {
      const { answer, after } = callee;
      if (answer === null) this.ring(call, member, callee.ring);
      else if (after === 0) this.answerAs(call, member, answer);
      else {
        this.ring(call, member, after);
        clearTimeout(member.timer);
        member.timer = setTimeout(() => this.answerAs(call, member, answer), after);
      }
      return undefined;
    }
    const windows = this.endpoints.of(callee.oid).filter((window) => window !== inviter.endpoint);
    if (windows.length === 0) return this.fail(call, member, ends.noEndpoint);
    const from = { participant: inviter.participant, id: inviter.id };
    for (const window of windows) {
      member.ringing.add(window);
      tell(window, {
        t: 'incoming',
        call: call.id,
        self: member.participant,
        from,
        ...(transferor ? { transferor } : {}),
      });
    }
    return this.ring(call, member, callee.ring);
  }

  private ring(call: Call, member: Member, ms: number): void {
    member.presence = 'Ringing';
    member.timer = setTimeout(() => {
      this.endFor(call, member, ends.noAnswer);
      this.fail(call, member, ends.noAnswer);
    }, ms);
    this.announce(call, member);
  }

  private answerAs(call: Call, member: Member, answer: Bot | EndCode): void {
    if (typeof answer !== 'string') return this.fail(call, member, answer);
    member.bot = answer;
    member.state = { ...silentState, video: answer === 'echo' };
    this.join(call, member);
    for (const event of member.unheard.splice(0)) {
      const endpoint = call.members.get(event.from)?.endpoint;
      if (endpoint) tell(endpoint, event);
    }
    return undefined;
  }

  private accept(call: Call, member: Member, from: Endpoint, state: MediaState): void {
    for (const other of member.ringing) {
      if (other !== from) tell(other, { t: 'ended', call: call.id, end: ends.elsewhere });
    }
    member.ringing.clear();
    member.endpoint = from;
    member.state = state;
    this.join(call, member);
  }

  private join(call: Call, member: Member): void {
    clearTimeout(member.timer);
    member.presence = 'Joined';
    call.met = true;
    for (const other of call.members.values()) {
      if (other === member || !member.endpoint) continue;
      const entry = { ...entryOf(other), ...(other.presence === 'Joined' ? { offers: true } : {}) };
      tell(member.endpoint, { t: 'participant', call: call.id, entry });
    }
    this.announce(call, member);
  }

  private decline(call: Call, member: Member, from: Endpoint): void {
    // Declining in one window silences the others: it is one person who said no.
    for (const other of member.ringing)
      if (other !== from) tell(other, { t: 'ended', call: call.id, end: ends.declined });
    member.ringing.clear();
    this.fail(call, member, ends.declined);
  }

  private relay(call: Call, self: Member, { to, signal }: Of<'signal'>): string | undefined {
    const target = call.members.get(to);
    if (!target || target === self) return 'no such participant';
    const event = { t: 'signal' as const, call: call.id, from: self.participant, to, signal };
    // A bot's media end lives in the page of whoever talks to it.
    if (target.bot && self.endpoint) tell(self.endpoint, event);
    else if (target.endpoint) tell(target.endpoint, event);
    else if (target.ringing.size > 0) for (const window of target.ringing) tell(window, event);
    else if (target.unheard.length < unheardLimit) target.unheard.push(event);
    return undefined;
  }

  /** An invitation came to nothing. */
  private fail(call: Call, member: Member, end: EndCode): void {
    call.failures.push(end);
    this.drop(call, member, end);
  }

  /** Someone is no longer in the call; whoever is then alone is not either. */
  private drop(call: Call, member: Member, end: EndCode): void {
    clearTimeout(member.timer);
    if (!call.members.delete(member.participant)) return;
    broadcast(call, { t: 'left', call: call.id, participant: member.participant, end });
    const left = [...call.members.values()];
    const people = left.filter(({ endpoint }) => endpoint);
    if (people.length > 0 && left.length > 1) return;
    for (const last of left) this.endFor(call, last, last.endpoint ? this.lonely(call, end) : ends.cancelled);
    this.forget(call);
  }

  /** How the call ends for the last one in it. */
  private lonely(call: Call, end: EndCode): EndCode {
    if (call.met) return end.subCode === ends.vanished.subCode ? ends.vanished : ends.hungUp;
    const { failures } = call;
    return failures.length > 1 && failures.every(({ code }) => code === ends.declined.code)
      ? ends.allDeclined
      : end;
  }

  private endForAll(call: Call): void {
    for (const member of call.members.values()) {
      this.endFor(call, member, member.presence === 'Joined' ? ends.endedForAll : ends.cancelled);
    }
    this.forget(call);
  }

  private endFor(call: Call, member: Member, end: EndCode): void {
    for (const window of member.endpoint ? [member.endpoint] : member.ringing) {
      tell(window, { t: 'ended', call: call.id, end });
    }
    member.ringing.clear();
  }

  private forget(call: Call): void {
    for (const { timer } of call.members.values()) clearTimeout(timer);
    this.calls.delete(call.id);
  }

  private announce(call: Call, member: Member): void {
    broadcast(call, { t: 'participant', call: call.id, entry: entryOf(member) }, member);
  }
}
