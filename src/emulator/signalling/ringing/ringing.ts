import type { Person } from '../../core/people.ts';
import * as ends from '../../wire/endCodes.ts';
import type { Bot, EndCode, MediaState } from '../../wire/protocol.ts';
import { defaultMediaState, participantAt, type Call, type Participant } from '../calls/call.ts';
import { announceParticipant } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';
import type { Timing } from '../timing.ts';
import { findCallee } from './callee.ts';

interface RingingDeps {
  readonly endpoints: EndpointRegistry;
  readonly findPerson: (oid: string) => Person | undefined;
  readonly timing: Timing;
  readonly network: EmulatedNetwork;
}

interface InvitationOptions {
  /** The raw id of the transferor, for a call that comes from a transfer. */
  readonly transferor?: string | undefined;
  /** Whether the callee's voicemail is called. */
  readonly voicemail?: boolean | undefined;
}

/** Invitations to a call, from the first ring to the answer. */
export class Ringing {
  readonly network: EmulatedNetwork;
  private readonly calls: CallStore;
  private readonly deps: RingingDeps;

  constructor(calls: CallStore, deps: RingingDeps) {
    this.calls = calls;
    this.deps = deps;
    this.network = deps.network;
  }

  /** Invites a participant: rings at all endpoints of a user who is not in the call, or lets a bot answer. */
  invite(call: Call, inviter: Participant, callee: Participant, options: InvitationOptions = {}): void {
    const { findPerson, timing, endpoints } = this.deps;
    const found = findCallee(callee.rawId, findPerson, timing, options.voicemail);
    if (found.kind === 'nobody') return this.calls.failInvitation(call, callee, found.end);
    const refusal = this.network.nextCallRefusal(inviter.rawId);
    if (refusal) return this.answerAfter(call, callee, refusal.end, refusal.afterMs);
    if (found.kind === 'bot') {
      const { answer, afterMs, ringMs } = found;
      return answer === null
        ? this.ring(call, callee, ringMs)
        : this.answerAfter(call, callee, answer, afterMs);
    }
    const ringing = endpoints.ofUser(found.oid).filter((endpoint) => !participantAt(call, endpoint));
    if (ringing.length === 0) return this.calls.failInvitation(call, callee, ends.noEndpoint);
    callee.invitedBy = inviter.id;
    for (const endpoint of ringing) {
      callee.ringingEndpoints.add(endpoint);
      this.sendIncoming(endpoint, call, inviter, callee, options);
    }
    return this.ring(call, callee, found.ringMs);
  }

  accept(call: Call, callee: Participant, from: Endpoint, state: MediaState): void {
    this.calls.notifyEnd(call, callee, ends.elsewhere, from);
    callee.endpoint = from;
    callee.state = state;
    this.calls.join(call, callee);
    this.deliverPendingSignals(call, callee);
    // The callee's page expects the inviter on the roster. In a group call, the inviter may have left.
    const { invitedBy } = callee;
    if (invitedBy && !call.participants.has(invitedBy)) {
      sendEvent(from, { t: 'left', call: call.id, participant: invitedBy, end: ends.hungUp });
    }
  }

  /**
   * Declines an invitation, at all endpoints of the user.
   * @param from the endpoint that declines; absent when a control does.
   */
  decline(call: Call, callee: Participant, from?: Endpoint): void {
    this.calls.notifyEnd(call, callee, ends.declined, from);
    this.calls.failInvitation(call, callee, ends.declined);
  }

  /** Ends the invitations that ring at an endpoint, because it enters the call in another way. */
  stopRingingAt(call: Call, endpoint: Endpoint): void {
    for (const one of Array.from(call.participants.values())) {
      if (!one.ringingEndpoints.has(endpoint)) continue;
      this.calls.notifyEnd(call, one, ends.elsewhere);
      this.calls.removeParticipant(call, one, ends.elsewhere);
    }
  }

  private sendIncoming(
    endpoint: Endpoint,
    call: Call,
    inviter: Participant,
    callee: Participant,
    { transferor }: InvitationOptions,
  ): void {
    const { id, rawId, bot } = inviter;
    sendEvent(endpoint, {
      t: 'incoming',
      call: call.id,
      self: callee.id,
      from: { participant: id, id: rawId, ...(bot && { bot }) },
      ...(transferor && { transferor }),
      ...(call.threadId && { threadId: call.threadId }),
    });
  }

  private ring(call: Call, callee: Participant, timeoutMs: number): void {
    callee.presence = 'Ringing';
    callee.cancelTimer = this.calls.clock.after(timeoutMs, () => {
      this.calls.notifyEnd(call, callee, ends.noAnswer);
      this.calls.failInvitation(call, callee, ends.noAnswer);
    });
    announceParticipant(call, callee);
  }

  private answerAfter(call: Call, callee: Participant, answer: Bot | EndCode, ms: number): void {
    if (ms === 0) return this.answer(call, callee, answer);
    this.ring(call, callee, ms);
    callee.cancelTimer?.();
    callee.cancelTimer = this.calls.clock.after(ms, () => this.answer(call, callee, answer));
    return undefined;
  }

  private answer(call: Call, callee: Participant, answer: Bot | EndCode): void {
    if (typeof answer !== 'string') return this.calls.failInvitation(call, callee, answer);
    callee.bot = answer;
    callee.state = { ...defaultMediaState, video: answer === 'echo' };
    this.calls.join(call, callee);
    return this.deliverPendingSignals(call, callee);
  }

  /** Returns what was signalled while it rang to its senders: the media end of a bot is in their pages. */
  private deliverPendingSignals(call: Call, { bot, pendingSignals }: Participant): void {
    for (const event of pendingSignals.splice(0)) {
      const endpoint = call.participants.get(event.from)?.endpoint;
      if (bot && endpoint) sendEvent(endpoint, event);
    }
  }
}
