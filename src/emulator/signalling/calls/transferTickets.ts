import * as endCodes from '../../wire/endCodes.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import { findParticipantByEndpoint, type Call, type Participant, type TransferTicket } from './call.ts';
import { hasCapability } from './capabilities.ts';

/** Finds the transferor in the target call; `undefined` if they are not in it, or may not add people to it. */
export function findTransferor(target: Call | undefined, { endpoint }: Participant): Participant | undefined {
  if (!target || !endpoint) return undefined;
  const participant = findParticipantByEndpoint(target, endpoint);
  const mayAddPeople =
    participant?.presence === 'Joined' && hasCapability(target, participant, 'addTeamsUser');
  return mayAddPeople ? participant : undefined;
}

/** Finds the unused ticket with which an endpoint may leave `call` for a new call, or for the call `target`. */
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
