import * as ends from '../../wire/endCodes.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import { participantAt, type Call, type Participant, type TransferTicket } from './call.ts';
import { hasCapability } from './capabilities.ts';

/**
 * Finds a transferor in the target call of a transfer.
 * @returns `undefined` for a transferor who may not bring anybody into that call: one who waits in its lobby, or who
 * lacks the capability to add people.
 */
export function transferorIn(target: Call | undefined, { endpoint }: Participant): Participant | undefined {
  if (!target || !endpoint) return undefined;
  const inside = participantAt(target, endpoint);
  return inside?.presence === 'Joined' && hasCapability(target, inside, 'addTeamsUser') ? inside : undefined;
}

/**
 * Finds an unused ticket.
 * @param call the call out of which the transfer leads.
 * @param from the endpoint that uses the ticket. It must be the transferee's.
 * @param target the call to take over; absent for a transfer that places a new call.
 */
export function findTicket(
  call: Call | undefined,
  id: string,
  from: Endpoint,
  target?: Call,
): TransferTicket | undefined {
  const ticket = call?.transfers.get(id);
  return ticket && !ticket.isUsed && ticket.transferee.endpoint === from && ticket.targetCallId === target?.id
    ? ticket
    : undefined;
}

/** Cancels the transfers that pass a test, and tells their transferors that the transfer has failed. */
export function cancelTransfers(call: Call, test: (ticket: TransferTicket) => boolean): void {
  for (const [id, ticket] of call.transfers) {
    if (!test(ticket)) continue;
    call.transfers.delete(id);
    const { transferor } = ticket;
    const isInCall = call.participants.get(transferor.id) === transferor;
    if (isInCall && transferor.endpoint) {
      const event = { t: 'transferred' as const, call: call.id, ticket: id, end: ends.unreachable };
      sendEvent(transferor.endpoint, event);
    }
  }
}
