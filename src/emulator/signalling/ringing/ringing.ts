import type { Person } from '../../core/people.ts';
import type { Bot, EndCode, MediaState } from '../../wire/protocol.ts';
import { participantAt, defaultMediaState, type Call, type Participant } from '../calls/call.ts';
import { findCallee } from './callee.ts';
import * as ends from '../../wire/endCodes.ts';
import { sendEvent, type Endpoint, type EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';
import { announceParticipant } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import type { Timing } from '../timing.ts';

interface RingingDeps {
  readonly endpoints: EndpointRegistry;
  readonly findPerson: (oid: string) => Person | undefined;
  readonly timing: Timing;
  readonly network: EmulatedNetwork;
}

/** From an invitation to its answer. */
export class Ringing {
  private readonly calls: CallStore;
  private readonly deps: RingingDeps;
  readonly network: EmulatedNetwork;

  constructor(rooms: CallStore, deps: RingingDeps) {
    this.calls = rooms;
    this.deps = deps;
    this.network = deps.network;
  }

  /** Rings at every window of whom it is for, but for those in the call. @param transferor who sent it here. */
  invite(
    call: Call,
    inviter: Participant,
    member: Participant,
    { transferor, voicemail }: { transferor?: string | undefined; voicemail?: boolean | undefined } = {},
  ): void {
    const { findPerson, timing, endpoints } = this.deps;
    const callee = findCallee(member.rawId, findPerson, timing, voicemail);
    if (callee.kind === 'nobody') return this.calls.failInvitation(call, member, callee.end);
    const refused = this.network.nextCallRefusal(inviter.rawId);
    if (refused) return this.answerAfter(call, member, refused.end, refused.afterMs);
    if (callee.kind === 'bot') {
      const { answer, after, ring } = callee;
      return answer === null ? this.ring(call, member, ring) : this.answerAfter(call, member, answer, after);
    }
    const windows = endpoints.ofUser(callee.oid).filter((window) => !participantAt(call, window));
    if (windows.length === 0) return this.calls.failInvitation(call, member, ends.noEndpoint);
    const { id: participant, rawId: id, bot } = inviter;
    const from = { participant, id, ...(bot ? { bot } : {}) };
    member.invitedBy = participant;
    for (const window of windows) {
      member.ringingEndpoints.add(window);
      sendEvent(window, {
        t: 'incoming',
        call: call.id,
        self: member.id,
        from,
        ...(transferor ? { transferor } : {}),
        ...(call.threadId ? { threadId: call.threadId } : {}),
      });
    }
    return this.ring(call, member, callee.ring);
  }

  accept(call: Call, member: Participant, from: Endpoint, state: MediaState): void {
    this.calls.notifyEnd(call, member, ends.elsewhere, from);
    member.endpoint = from;
    member.state = state;
    this.calls.join(call, member);
    this.hearEarlier(call, member);
    // Whoever accepts counts on finding the one who invited; others may have come, and that one left.
    const { invitedBy } = member;
    if (invitedBy && !call.participants.has(invitedBy)) {
      sendEvent(from, { t: 'left', call: call.id, participant: invitedBy, end: ends.hungUp });
    }
  }

  /** @param from where it was declined, if in a window. */
  decline(call: Call, member: Participant, from?: Endpoint): void {
    // Declining in one window silences the others: it is one person who said no.
    this.calls.notifyEnd(call, member, ends.declined, from);
    this.calls.failInvitation(call, member, ends.declined);
  }

  /** This window comes into the call by another way: whatever rings there for it has been answered. */
  stopRingingAt(call: Call, window: Endpoint): void {
    for (const member of Array.from(call.participants.values())) {
      if (!member.ringingEndpoints.has(window)) continue;
      this.calls.notifyEnd(call, member, ends.elsewhere);
      this.calls.removeParticipant(call, member, ends.elsewhere);
    }
  }

  private ring(call: Call, member: Participant, ms: number): void {
    member.presence = 'Ringing';
    member.cancelTimer = this.calls.clock.after(ms, () => {
      this.calls.notifyEnd(call, member, ends.noAnswer);
      this.calls.failInvitation(call, member, ends.noAnswer);
    });
    announceParticipant(call, member);
  }

  private answerAfter(call: Call, member: Participant, answer: Bot | EndCode, ms: number): void {
    if (ms === 0) return this.answerAs(call, member, answer);
    this.ring(call, member, ms);
    member.cancelTimer?.();
    member.cancelTimer = this.calls.clock.after(ms, () => this.answerAs(call, member, answer));
    return undefined;
  }

  private answerAs(call: Call, member: Participant, answer: Bot | EndCode): void {
    if (typeof answer !== 'string') return this.calls.failInvitation(call, member, answer);
    member.bot = answer;
    member.state = { ...defaultMediaState, video: answer === 'echo' };
    this.calls.join(call, member);
    return this.hearEarlier(call, member);
  }

  /** What was signalled while it rang: a bot's media end is in the pages that signalled. */
  private hearEarlier(call: Call, { bot, pendingSignals: unheard }: Participant): void {
    for (const event of unheard.splice(0)) {
      const endpoint = call.participants.get(event.from)?.endpoint;
      if (bot && endpoint) sendEvent(endpoint, event);
    }
  }
}
