import type { ParticipantCapabilityName } from '@azure/communication-calling';
import { createClock, type Clock } from '../../core/clock.ts';
import * as ends from '../../wire/endCodes.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { hasPage, sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import {
  broadcast,
  createCall,
  joinedParticipants,
  participantAt,
  rosterEntry,
  type Call,
  type Participant,
} from './call.ts';
import { announceParticipant, canSee, contextEvent } from './callContext.ts';
import { endReasonForLast } from './endReason.ts';
import { stateOnJoin, takeOverScreenShare } from './mediaState.ts';
import type { Meeting } from './meetings.ts';
import { removeSharedValues, sendSharedValues } from './sharedValues.ts';
import { cancelTransfers } from './transferTickets.ts';

type WithheldCapabilities = (rawId: string) => readonly ParticipantCapabilityName[];

/**
 * The calls that exist, and how participants enter and leave them. It checks no permissions: the command handler does,
 * before it calls these methods.
 */
export class CallStore {
  readonly clock: Clock;
  private readonly calls = new Map<string, Call>();
  /** Meetings, by the ids under which endpoints know them. */
  private readonly byEndpointCallId = new Map<string, Call>();
  private readonly withheldCapabilities: WithheldCapabilities;

  /**
   * @param clock the system's clock when left out.
   * @param withheldCapabilities tells which capabilities a policy takes away; none when left out.
   */
  constructor(clock: Clock = createClock(), withheldCapabilities: WithheldCapabilities = () => []) {
    this.clock = clock;
    this.withheldCapabilities = withheldCapabilities;
  }

  get size(): number {
    return this.calls.size;
  }

  /** @param id the call's own id, or the id by which an endpoint knows a meeting. */
  find(id: string): Call | undefined {
    return this.calls.get(id) ?? this.byEndpointCallId.get(id);
  }

  all(): readonly Call[] {
    return [...this.calls.values()];
  }

  /** @returns whether a participant with this raw id has joined any call. */
  hasParticipant(rawId: string): boolean {
    return this.all().some((call) => joinedParticipants(call).some((one) => one.rawId === rawId));
  }

  /** @returns whether an endpoint is in a call or in the lobby of one. */
  isInCall(endpoint: Endpoint): boolean {
    return this.all().some((call) => participantAt(call, endpoint));
  }

  create(id: string, meeting?: Meeting): Call {
    const call = createCall(id, meeting);
    this.calls.set(id, call);
    return call;
  }

  /**
   * Connects a participant of a meeting with an endpoint.
   * @param endpointCallId the id by which the endpoint knows the meeting.
   */
  attachEndpoint(call: Call, participant: Participant, endpoint: Endpoint, endpointCallId: string): void {
    participant.endpoint = endpoint;
    participant.endpointCallId = endpointCallId;
    endpoint.callIds.set(call.id, endpointCallId);
    this.byEndpointCallId.set(endpointCallId, call);
  }

  /** Lets a participant into the call: sends them context, roster and shared values, and announces them. */
  join(call: Call, participant: Participant): void {
    participant.cancelTimer?.();
    participant.presence = 'Joined';
    participant.bot ??= participant.endpoint?.bot;
    call.hasConnected = true;
    participant.withheld = this.withheldCapabilities(participant.rawId);
    participant.state = stateOnJoin(call, participant);
    if (participant.state.screen) takeOverScreenShare(call, participant);
    if (participant.endpoint && (call.kind !== 'oneToOne' || participant.withheld.length > 0)) {
      sendEvent(participant.endpoint, contextEvent(call, participant));
    }
    this.sendRoster(call, participant);
    sendSharedValues(call, participant);
    announceParticipant(call, participant);
  }

  /** Removes a participant whose invitation has failed. */
  failInvitation(call: Call, participant: Participant, end: EndCode): void {
    call.failedInvitations.push(end);
    this.removeParticipant(call, participant, end);
  }

  /**
   * Removes a participant, and ends the call when nobody is left to talk to: with one participant, or, in a meeting,
   * with none.
   */
  removeParticipant(call: Call, participant: Participant, end: EndCode): void {
    participant.cancelTimer?.();
    if (!call.participants.delete(participant.id)) return;
    this.unlink(call, participant);
    this.cancelTransfersOf(call, participant);
    // Before the event "left": a receiver of "hand lowered" then still knows whose hand it was.
    removeSharedValues(call, participant.id);
    const event = { t: 'left' as const, call: call.id, participant: participant.id, end };
    broadcast(call, event, undefined, canSee(call, participant));
    const rest = [...call.participants.values()];
    const goesOn =
      call.kind === 'meeting'
        ? rest.some(({ endpoint }) => endpoint)
        : rest.length > 1 && rest.some(({ endpoint }) => endpoint && hasPage(endpoint));
    if (goesOn) {
      if (joinedParticipants(call).length === 0) this.cancelInvitations(call);
      return;
    }
    for (const last of rest) {
      this.notifyEnd(call, last, last.endpoint ? endReasonForLast(call, end) : ends.cancelled);
    }
    this.forget(call);
  }

  /** Ends the call for all participants. */
  endCall(call: Call): void {
    for (const one of call.participants.values()) {
      this.notifyEnd(call, one, one.endpoint ? ends.endedForAll : ends.cancelled);
    }
    this.forget(call);
  }

  /**
   * Tells a participant's endpoints that the call has ended for them, and stops the ringing.
   * @param except an endpoint that knows already.
   */
  notifyEnd(call: Call, participant: Participant, end: EndCode, except?: Endpoint): void {
    const { endpoint, ringingEndpoints } = participant;
    for (const one of endpoint ? [endpoint] : ringingEndpoints) {
      if (one !== except) sendEvent(one, { t: 'ended', call: call.id, self: participant.id, end });
    }
    ringingEndpoints.clear();
  }

  /** Removes an endpoint that is gone for good from its calls, and stops the ringing at it. */
  removeEndpoint(endpoint: Endpoint): void {
    for (const call of this.all()) {
      for (const one of Array.from(call.participants.values())) {
        if (one.endpoint === endpoint) this.removeParticipant(call, one, ends.vanished);
        else if (one.ringingEndpoints.delete(endpoint) && one.ringingEndpoints.size === 0) {
          this.failInvitation(call, one, ends.unreachable);
        }
      }
    }
  }

  /** Forgets all calls without telling anybody. */
  close(): void {
    for (const call of this.all()) this.forget(call);
  }

  private sendRoster(call: Call, receiver: Participant): void {
    if (!receiver.endpoint) return;
    for (const other of call.participants.values()) {
      if (other === receiver || !canSee(call, other)(receiver)) continue;
      // A bot never sends an offer: its media end is in the receiver's page, and answers.
      const offers = other.presence === 'Joined' && !other.bot;
      const entry = { ...rosterEntry(other), ...(offers && { offers }) };
      sendEvent(receiver.endpoint, { t: 'participant', call: call.id, entry });
    }
  }

  /** Invitations into a meeting end with its last participant, even if somebody still waits in the lobby. */
  private cancelInvitations(call: Call): void {
    for (const one of Array.from(call.participants.values())) {
      if (one.endpoint) continue;
      this.notifyEnd(call, one, ends.cancelled);
      this.removeParticipant(call, one, ends.cancelled);
    }
  }

  private forget(call: Call): void {
    for (const one of call.participants.values()) {
      one.cancelTimer?.();
      this.unlink(call, one);
    }
    for (const other of this.all()) {
      cancelTransfers(other, ({ targetCallId, isUsed }) => !isUsed && targetCallId === call.id);
    }
    // Code that still holds the record, such as a bot that speaks captions, sees an empty call.
    call.participants.clear();
    this.calls.delete(call.id);
  }

  /** Cancels transfers of a transferee who leaves, and transfers into this call by a transferor who leaves it. */
  private cancelTransfersOf(call: Call, { id, endpoint }: Participant): void {
    cancelTransfers(call, ({ transferee }) => transferee.id === id);
    if (!endpoint) return;
    for (const other of this.all()) {
      cancelTransfers(
        other,
        ({ targetCallId, transferor, isUsed }) =>
          !isUsed && targetCallId === call.id && transferor.endpoint === endpoint,
      );
    }
  }

  private unlink({ id }: Call, { endpoint, endpointCallId }: Participant): void {
    if (endpointCallId === undefined) return;
    endpoint?.callIds.delete(id);
    this.byEndpointCallId.delete(endpointCallId);
  }
}
