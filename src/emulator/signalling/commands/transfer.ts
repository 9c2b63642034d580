import { agentRefusals, findTransferRefusal, isGroupForAgents } from '../../wire/agentRules.ts';
import * as endCodes from '../../wire/endCodes.ts';
import { isAgent } from '../../wire/rawIds.ts';
import { endTransfer, findTransferor, sendTransferEnd } from '../calls/transferTickets.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import type { CommandOf, InCall } from './command.ts';

/** How many transfers of a call may be in progress: each makes a page place a call. */
const maxTransfers = 10;

/**
 * After this many milliseconds without an outcome, a transfer has failed. The transferee then stays in the former call, and
 * gives up the call to the transfer target.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
const transferTimeoutMs = 60_000;

/** Tells the transferee to call the transfer target, or to take the transferor's (`sender`) place in another call. */
export function startTransfer(
  { calls, invitations, call, sender }: InCall,
  { ticket, participant, target, context }: CommandOf<'transfer'>,
): string | undefined {
  if (call.kind === 'meeting') return 'nobody is transferred out of a meeting';
  const isOutOfGroup = isAgent(sender.rawId) && isGroupForAgents(call.kind, call.participants.size - 1);
  const agentRefusal = isOutOfGroup
    ? agentRefusals.transferOutOfGroup
    : findTransferRefusal(sender.rawId, target);
  if (agentRefusal) {
    sendTransferEnd(sender, call, ticket, agentRefusal);
    return undefined;
  }
  const transferee = call.participants.get(participant);
  if (!transferee || transferee === sender || transferee.presence !== 'Joined') {
    return 'this participant cannot be transferred';
  }
  if (call.transfers.has(ticket)) return 'ticket exists';
  if (call.transfers.size >= maxTransfers) return 'too many transfers';
  const targetCall = 'call' in target ? calls.find(target.call) : undefined;
  if ('call' in target && (targetCall === call || !findTransferor(targetCall, sender))) {
    return 'not in the target call';
  }
  // A bot gets an endpoint with which it follows the transfer. Voicemail cannot be transferred.
  const { botMedia, rawId } = transferee;
  if (!transferee.endpoint && botMedia && botMedia !== 'voicemail')
    transferee.endpoint = invitations.createBotEndpoint?.(rawId, botMedia);
  if (!transferee.endpoint) return 'this participant cannot be transferred';
  const newTicket = { transferor: sender, transferee, targetCallId: targetCall?.id, context };
  call.transfers.set(ticket, newTicket);
  calls.clock.after(transferTimeoutMs, () => {
    if (call.transfers.get(ticket) !== newTicket) return;
    endTransfer(call, ticket, newTicket, endCodes.noAnswer);
    sendTransferEnd(transferee, call, ticket, endCodes.noAnswer);
  });
  // `target.call` may be the id by which only the transferor's page knows a meeting. The transferee gets the server's id.
  const sentTarget = targetCall ? { call: targetCall.id } : target;
  sendEvent(transferee.endpoint, { t: 'transfer', call: call.id, ticket, target: sentTarget });
}

/** Tells the transferor how the transfer ended, as its transferee (`sender`) reports. */
export function reportTransfer(
  { call, sender }: InCall,
  { ticket: ticketId, end }: CommandOf<'transferred'>,
): string | undefined {
  const ticket = call.transfers.get(ticketId);
  if (ticket?.transferee !== sender) return 'no such ticket';
  endTransfer(call, ticketId, ticket, end);
}
