import * as endCodes from '../../wire/endCodes.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import { findParticipantByEndpoint, type Call, type Participant, type TransferTicket } from './call.ts';
import { hasCapability } from './capabilities.ts';

/**
 * Finds the transferor among the participants of the target call, in which the transferee will take the transferor's
 * place.
 * @returns `undefined` if the transferor is not in the target call, or is not allowed to add people to that call.
 */
export function findTransferor(target: Call | undefined, { endpoint }: Participant): Participant | undefined {
  if (!target || !endpoint) return undefined;
  const participant = findParticipantByEndpoint(target, endpoint);
  const mayAddPeople =
    participant?.presence === 'Joined' && hasCapability(target, participant, 'addTeamsUser');
  return mayAddPeople ? participant : undefined;
}

/**
 * Finds an unused transfer ticket, which permits its transferee to place or take over a call.
 * @param call the call that the transferee will leave.
 * @param sender the endpoint that wants to use the ticket.
 * @param target the call that the sender wants to take over; left out for a transfer that places a new call.
 * @returns `undefined` if the ticket does not exist, was used, is not for this sender, or is for another target call.
 */
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

/** Cancels the transfers that the filter selects, and tells their transferors that the transfer has failed. */
export function cancelTransfers(call: Call, filter: (ticket: TransferTicket) => boolean): void {
  for (const [ticketId, ticket] of call.transfers) {
    if (!filter(ticket)) continue;
    call.transfers.delete(ticketId);
    const { transferor } = ticket;
    const isInCall = call.participants.get(transferor.id) === transferor;
    if (isInCall && transferor.endpoint) {
      const event = { t: 'transferred' as const, call: call.id, ticket: ticketId, end: endCodes.unreachable };
      sendEvent(transferor.endpoint, event);
    }
  }
}
