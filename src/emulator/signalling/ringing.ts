import type { Person } from '../core/people.ts';
import type { Bot, EndCode, MediaState } from '../wire/protocol.ts';
import { memberOf, silentState, type Call, type Member } from './callRecord.ts';
import { findCallee } from './callee.ts';
import * as ends from '../wire/endCodes.ts';
import { tell, type Endpoint, type Endpoints } from './endpoints.ts';
import type { Network } from './network.ts';
import { announce } from './roles.ts';
import type { Rooms } from './rooms.ts';
import type { Timing } from './timing.ts';

interface RingingDeps {
  readonly endpoints: Endpoints;
  readonly findPerson: (oid: string) => Person | undefined;
  readonly timing: Timing;
  readonly network: Network;
}

/** From an invitation to its answer. */
export class Ringing {
  private readonly rooms: Rooms;
  private readonly deps: RingingDeps;
  readonly network: Network;

  constructor(rooms: Rooms, deps: RingingDeps) {
    this.rooms = rooms;
    this.deps = deps;
    this.network = deps.network;
  }

  /** Rings at every window of whom it is for, but for those in the call. @param transferor who sent it here. */
  invite(
    call: Call,
    inviter: Member,
    member: Member,
    { transferor, voicemail }: { transferor?: string | undefined; voicemail?: boolean | undefined } = {},
  ): void {
    const { findPerson, timing, endpoints } = this.deps;
    const callee = findCallee(member.id, findPerson, timing, voicemail);
    if (callee.kind === 'nobody') return this.rooms.fail(call, member, callee.end);
    const refused = this.network.answer(inviter.id);
    if (refused) return this.answerAfter(call, member, refused.end, refused.afterMs);
    if (callee.kind === 'bot') {
      const { answer, after, ring } = callee;
      return answer === null ? this.ring(call, member, ring) : this.answerAfter(call, member, answer, after);
    }
    const windows = endpoints.of(callee.oid).filter((window) => !memberOf(call, window));
    if (windows.length === 0) return this.rooms.fail(call, member, ends.noEndpoint);
    const { participant, id, bot } = inviter;
    const from = { participant, id, ...(bot ? { bot } : {}) };
    member.invitedBy = participant;
    for (const window of windows) {
      member.ringing.add(window);
      tell(window, {
        t: 'incoming',
        call: call.id,
        self: member.participant,
        from,
        ...(transferor ? { transferor } : {}),
        ...(call.threadId ? { threadId: call.threadId } : {}),
      });
    }
    return this.ring(call, member, callee.ring);
  }

  accept(call: Call, member: Member, from: Endpoint, state: MediaState): void {
    this.rooms.endFor(call, member, ends.elsewhere, from);
    member.endpoint = from;
    member.state = state;
    this.rooms.join(call, member);
    this.hearEarlier(call, member);
    // Whoever accepts counts on finding the one who invited; others may have come, and that one left.
    const { invitedBy } = member;
    if (invitedBy && !call.members.has(invitedBy)) {
      tell(from, { t: 'left', call: call.id, participant: invitedBy, end: ends.hungUp });
    }
  }

  /** @param from where it was declined, if in a window. */
  decline(call: Call, member: Member, from?: Endpoint): void {
    // Declining in one window silences the others: it is one person who said no.
    this.rooms.endFor(call, member, ends.declined, from);
    this.rooms.fail(call, member, ends.declined);
  }

  /** This window comes into the call by another way: whatever rings there for it has been answered. */
  stopAt(call: Call, window: Endpoint): void {
    for (const member of Array.from(call.members.values())) {
      if (!member.ringing.has(window)) continue;
      this.rooms.endFor(call, member, ends.elsewhere);
      this.rooms.drop(call, member, ends.elsewhere);
    }
  }

  private ring(call: Call, member: Member, ms: number): void {
    member.presence = 'Ringing';
    member.cancel = this.rooms.clock.after(ms, () => {
      this.rooms.endFor(call, member, ends.noAnswer);
      this.rooms.fail(call, member, ends.noAnswer);
    });
    announce(call, member);
  }

  private answerAfter(call: Call, member: Member, answer: Bot | EndCode, ms: number): void {
    if (ms === 0) return this.answerAs(call, member, answer);
    this.ring(call, member, ms);
    member.cancel?.();
    member.cancel = this.rooms.clock.after(ms, () => this.answerAs(call, member, answer));
    return undefined;
  }

  private answerAs(call: Call, member: Member, answer: Bot | EndCode): void {
    if (typeof answer !== 'string') return this.rooms.fail(call, member, answer);
    member.bot = answer;
    member.state = { ...silentState, video: answer === 'echo' };
    this.rooms.join(call, member);
    return this.hearEarlier(call, member);
  }

  /** What was signalled while it rang: a bot's media end is in the pages that signalled. */
  private hearEarlier(call: Call, { bot, unheard }: Member): void {
    for (const event of unheard.splice(0)) {
      const endpoint = call.members.get(event.from)?.endpoint;
      if (bot && endpoint) tell(endpoint, event);
    }
  }
}
