import type { ParticipantCapabilityName } from '@azure/communication-calling';
import type { Clock } from '../../core/clock.ts';
import type { Meeting } from '../../core/directory.ts';
import * as endCodes from '../../wire/endCodes.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { hasPage, sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import {
  broadcast,
  listJoinedParticipants,
  findParticipantByEndpoint,
  createRosterEntry,
  Call,
  type FindName,
  type Participant,
  type TransferTicket,
} from './call.ts';
import {
  announceParticipant,
  endOtherScreenShares,
  isVisibleTo,
  removeForbiddenMedia,
  sendContext,
} from './callContext.ts';
import { removeSharedValues, sendSharedValues } from './sharedValues.ts';
import { cancelTransfers } from './transferTickets.ts';

/** Stores the calls. Its methods check no permissions: the command handler has done that. */
export class CallStore {
  readonly clock: Clock;
  private readonly calls = new Map<string, Call>();
  /** Each endpoint (connection of a page) knows a meeting by an id of its own. This maps all these ids to the meeting's call. */
  private readonly callsByEndpointCallId = new Map<string, Call>();
  /** @returns the capabilities that a simulated Teams policy takes away from a user. */
  private readonly findWithheldCapabilities: (rawId: string) => readonly ParticipantCapabilityName[];

  /** Learns that participants have come or gone. `ContactCentre` sets this function. */
  onChange: (() => void) | undefined;

  private readonly findName: FindName;

  constructor(
    clock: Clock,
    findName: FindName,
    findWithheldCapabilities: CallStore['findWithheldCapabilities'],
  ) {
    this.clock = clock;
    this.findName = findName;
    this.findWithheldCapabilities = findWithheldCapabilities;
  }

  get size(): number {
    return this.calls.size;
  }

  /** @param callId the server's id of the call, or the id by which an endpoint knows a meeting. */
  find(callId: string): Call | undefined {
    return this.calls.get(callId) ?? this.callsByEndpointCallId.get(callId);
  }

  list(): readonly Call[] {
    return [...this.calls.values()];
  }

  /** @returns whether a user has joined a call. A user at whom a call rings, or who waits in a lobby, has not. */
  hasParticipant(rawId: string): boolean {
    return this.list().some((call) => listJoinedParticipants(call).some((joined) => joined.rawId === rawId));
  }

  isInCall(endpoint: Endpoint): boolean {
    return this.list().some((call) => findParticipantByEndpoint(call, endpoint));
  }

  create(callId: string, meeting?: Meeting): Call {
    const call = new Call(callId, this.findName, meeting);
    this.calls.set(callId, call);
    return call;
  }

  /** Records with which endpoint a participant is in a meeting. @param endpointCallId by which it knows the meeting. */
  attachEndpoint(call: Call, participant: Participant, endpoint: Endpoint, endpointCallId: string): void {
    participant.endpoint = endpoint;
    endpoint.meetingCallIds.set(call.id, endpointCallId);
    this.callsByEndpointCallId.set(endpointCallId, call);
  }

  /** Lets a participant into the call: sends them context, roster and shared values, and announces them to the others. */
  completeJoin(call: Call, participant: Participant): void {
    participant.cancelTimer?.();
    participant.presence = 'Joined';
    participant.botMedia ??= participant.endpoint?.bot;
    call.hasConnected = true;
    participant.withheld = this.findWithheldCapabilities(participant.rawId);
    participant.state = removeForbiddenMedia(call, participant, participant.state);
    if (participant.state.screen) endOtherScreenShares(call, participant);
    // The page of a 1:1 call needs no context, except to learn which capabilities a policy takes away.
    if (call.kind !== 'oneToOne' || participant.withheld.length > 0) sendContext(call, participant);
    this.sendRoster(call, participant);
    sendSharedValues(call, participant);
    announceParticipant(call, participant);
    this.onChange?.();
  }

  /** Removes a participant who has not answered. @param end why the invitation failed. */
  failInvitation(call: Call, participant: Participant, end: EndCode): void {
    call.failedInvitations.push(end);
    this.removeParticipant(call, participant, end);
  }

  /** Removes a participant, and ends the call if it cannot continue without them. @param end why they left. */
  removeParticipant(call: Call, participant: Participant, end: EndCode): void {
    participant.cancelTimer?.();
    if (!call.participants.delete(participant.id)) return;
    this.forgetEndpointCallId(call, participant);
    cancelTransfers(call, ({ transferee }) => transferee.id === participant.id);
    if (participant.endpoint) this.cancelTransfersInto(call, participant.endpoint);
    // The values go before the event `left`, so that a client that hears of a lowered hand still knows whose it was.
    removeSharedValues(call, participant.id);
    const event = { t: 'left' as const, call: call.id, participant: participant.id, end };
    broadcast(call, event, undefined, (viewer) => isVisibleTo(viewer, call, participant));
    if (canContinue(call)) {
      if (listJoinedParticipants(call).length === 0) this.cancelInvitations(call);
      this.onChange?.();
      return;
    }
    for (const last of call.participants.values()) {
      this.notifyEnd(call, last, last.endpoint ? chooseEndReasonForLast(call, end) : endCodes.cancelled);
    }
    this.forgetCall(call);
  }

  endCall(call: Call): void {
    for (const participant of call.participants.values()) {
      this.notifyEnd(call, participant, participant.endpoint ? endCodes.endedForAll : endCodes.cancelled);
    }
    this.forgetCall(call);
  }

  /**
   * Tells a participant's endpoint that the call has ended or, if the call rings, tells all ringing endpoints.
   * @param except the endpoint that knows already, because its own command has ended the call or the ringing.
   */
  notifyEnd(call: Call, participant: Participant, end: EndCode, except?: Endpoint): void {
    const { endpoint, ringingEndpoints } = participant;
    for (const receiver of endpoint ? [endpoint] : ringingEndpoints) {
      if (receiver !== except) sendEvent(receiver, { t: 'ended', call: call.id, self: participant.id, end });
    }
    ringingEndpoints.clear();
  }

  /** Ends the call, or the invitation to it, for one participant, and tells everyone. */
  dismiss(call: Call, participant: Participant, end: EndCode): void {
    this.notifyEnd(call, participant, end);
    this.removeParticipant(call, participant, end);
  }

  /** Removes an endpoint from its calls, and stops the ringing at it, because the endpoint will not come back. */
  removeEndpoint(endpoint: Endpoint): void {
    for (const call of this.list()) {
      for (const participant of Array.from(call.participants.values())) {
        const { ringingEndpoints } = participant;
        if (participant.endpoint === endpoint)
          this.removeParticipant(call, participant, endCodes.disconnectedAbruptly);
        else if (ringingEndpoints.delete(endpoint) && ringingEndpoints.size === 0) {
          this.failInvitation(call, participant, endCodes.unreachable);
        }
      }
    }
  }

  /** Forgets all calls and their timers, without telling the participants. */
  forgetAll(): void {
    for (const call of this.list()) this.forgetCall(call);
  }

  private sendRoster(call: Call, receiver: Participant): void {
    if (!receiver.endpoint) return;
    for (const other of call.participants.values()) {
      if (other === receiver || !isVisibleTo(receiver, call, other)) continue;
      // A bot sends no WebRTC offer: the receiver's page generates the bot's media, and makes the offer itself.
      const offers = other.presence === 'Joined' && !other.botMedia;
      const entry = { ...createRosterEntry(other), ...(offers && { offers }) };
      sendEvent(receiver.endpoint, { t: 'participant', call: call.id, entry });
    }
  }

  /** Cancels a meeting's invitations, because all participants have left. Others may still wait in the lobby. */
  private cancelInvitations(call: Call): void {
    for (const participant of Array.from(call.participants.values())) {
      if (!participant.endpoint) this.dismiss(call, participant, endCodes.cancelled);
    }
  }

  private forgetCall(call: Call): void {
    for (const participant of call.participants.values()) {
      participant.cancelTimer?.();
      this.forgetEndpointCallId(call, participant);
    }
    this.cancelTransfersInto(call);
    // Asynchronous code that still has this object, such as that of a bot's captions, must find an empty call.
    call.participants.clear();
    this.calls.delete(call.id);
    this.onChange?.();
  }

  /** Cancels the transfers that lead from other calls into this one, unless the transferee has arrived already. */
  private cancelTransfersInto(target: Call, by?: Endpoint): void {
    const leadsHere = ({ isUsed, targetCallId, transferor }: TransferTicket) =>
      !isUsed && targetCallId === target.id && (!by || transferor.endpoint === by);
    for (const call of this.list()) cancelTransfers(call, leadsHere);
  }

  private forgetEndpointCallId({ id }: Call, { endpoint }: Participant): void {
    const endpointCallId = endpoint?.meetingCallIds.get(id);
    if (endpointCallId === undefined) return;
    endpoint?.meetingCallIds.delete(id);
    this.callsByEndpointCallId.delete(endpointCallId);
  }
}

/**
 * @returns whether a meeting, a group call that people join, or a call at the server application still has anyone, or another call
 * at least two participants, one of them with a page unless a transfer has brought them together.
 */
function canContinue({
  kind,
  groupId,
  isAtServerApplication,
  isTransferTarget,
  participants,
}: Call): boolean {
  const endpoints = [...participants.values()].flatMap(({ endpoint }) => endpoint ?? []);
  return kind === 'meeting' || groupId !== undefined || isAtServerApplication
    ? endpoints.length > 0
    : participants.size > 1 && (isTransferTarget || endpoints.some(hasPage));
}

/** Chooses the end reason for a call's last participant. @param end why the one before them left, or was not reached. */
function chooseEndReasonForLast({ hasConnected, failedInvitations }: Call, end: EndCode): EndCode {
  if (end === endCodes.mediaRefused || end === endCodes.mediaLost) return end;
  if (hasConnected)
    return end.subCode === endCodes.disconnectedAbruptly.subCode
      ? endCodes.disconnectedAbruptly
      : endCodes.hungUp;
  const isDeclined = ({ code }: EndCode) => code === endCodes.declined.code;
  return failedInvitations.length > 1 && failedInvitations.every(isDeclined) ? endCodes.allDeclined : end;
}
