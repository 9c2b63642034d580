import type { Call, Participant } from '../calls/call.ts';
import { transferorIn } from '../calls/transferTickets.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import type { CommandOf } from './command.ts';

/** Transfers in progress in one call: each makes a page place a call by itself. */
const maxTransfers = 10;

/**
 * Tells the transferee to place a call to the transfer target, or to take over the transferor's part in another call.
 * @param findCall finds the target call, by the id that the transferor uses for it.
 * @returns why the transfer is refused.
 */
export function transfer(
  call: Call,
  self: Participant,
  { ticket, participant, target }: CommandOf<'transfer'>,
  findCall: (id: string) => Call | undefined,
): string | undefined {
  if (call.kind === 'meeting') return 'nobody is transferred out of a meeting';
  const transferee = call.participants.get(participant);
  if (!transferee?.endpoint || transferee === self || transferee.presence !== 'Joined') {
    return 'this participant cannot be transferred';
  }
  if (call.transfers.has(ticket)) return 'ticket exists';
  if (call.transfers.size >= maxTransfers) return 'too many transfers';
  const targetCall = 'call' in target ? findCall(target.call) : undefined;
  if ('call' in target && (targetCall === call || !transferorIn(targetCall, self))) {
    return 'not in the target call';
  }
  call.transfers.set(ticket, { transferor: self, transferee, targetCallId: targetCall?.id });
  // Each endpoint knows a meeting by another id. The transferee gets the call's own.
  const sentTarget = targetCall ? { call: targetCall.id } : target;
  sendEvent(transferee.endpoint, { t: 'transfer', call: call.id, ticket, target: sentTarget });
  return undefined;
}

/** Tells the transferor how a transfer ended, as the transferee reports it. */
export function reportTransfer(
  call: Call,
  self: Participant,
  { ticket: id, end }: CommandOf<'transferred'>,
): string | undefined {
  const ticket = call.transfers.get(id);
  if (ticket?.transferee !== self) return 'no such ticket';
  call.transfers.delete(id);
  const { endpoint } = ticket.transferor;
  if (endpoint) sendEvent(endpoint, { t: 'transferred', call: call.id, ticket: id, end });
  return undefined;
}
