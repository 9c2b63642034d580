import * as endCodes from '../../wire/endCodes.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import { findParticipantByEndpoint, type Call, type Participant, type TransferTicket } from './call.ts';
import { hasCapability } from './capabilities.ts';

// With a transfer ticket, a user (the transferee) follows a transfer by another user (the transferor). The transferee enters the
// target call, which is a call of the transferor, or places a new call if the transfer has no target call.

/**
 * Finds the transferor in the target call; `undefined` if they are not in it, or are not allowed to add people.
 * @param transferor the participant in the call that the transferee leaves
 */
export function findTransferor(target: Call | undefined, transferor: Participant): Participant | undefined {
  const { endpoint } = transferor;
  if (!target || !endpoint) return undefined;
  const participant = findParticipantByEndpoint(target, endpoint);
  if (participant?.presence !== 'Joined') return undefined;
  // An agent cannot add Teams users, and a Teams user no agents.
  const mayAddPeople =
    hasCapability(target, participant, 'addTeamsUser') ||
    hasCapability(target, participant, 'addCommunicationUser');
  return mayAddPeople ? participant : undefined;
}

/** Finds the unused ticket that an endpoint (a page's connection) got in `call`, for entering `target` or for a new call. */
export function findTicket(
  call: Call | undefined,
  ticketId: string,
  sender: Endpoint,
  target?: Call,
): TransferTicket | undefined {
  const ticket = call?.transfers.get(ticketId);
  if (!ticket || ticket.isUsed || ticket.transferee.endpoint !== sender) return undefined;
  return ticket.targetCallId === target?.id ? ticket : undefined;
}

/** Cancels the transfers that the filter selects, and tells their transferors that the target was unreachable. */
export function cancelTransfers(call: Call, filter: (ticket: TransferTicket) => boolean): void {
  for (const [ticketId, ticket] of call.transfers) {
    if (filter(ticket)) endTransfer(call, ticketId, ticket, endCodes.unreachable);
  }
}

/** Forgets the ticket, and tells the transferor how the transfer ended. @param end `null` if it succeeded. */
export function endTransfer(
  call: Call,
  ticketId: string,
  { transferor }: TransferTicket,
  end: EndCode | null,
): void {
  call.transfers.delete(ticketId);
  // The transferor may have left the call meanwhile.
  const isInCall = call.participants.get(transferor.id) === transferor;
  if (isInCall) sendTransferEnd(transferor, call, ticketId, end);
}

/** Tells a transferor, or after a time-out a transferee, how a transfer ended. @param end `null` if it succeeded. */
export function sendTransferEnd(
  { endpoint }: Participant,
  call: Call,
  ticketId: string,
  end: EndCode | null,
): void {
  if (endpoint) sendEvent(endpoint, { t: 'transferred', call: call.id, ticket: ticketId, end });
}
