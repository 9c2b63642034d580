import type { Command, EndCode } from '../../wire/protocol.ts';
import {
  addParticipant,
  participantAt,
  type Call,
  type Participant,
  type TransferTicket,
} from '../calls/call.ts';
import { unreachable } from '../../wire/endCodes.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpointRegistry.ts';
import { hasCapability } from '../calls/callContext.ts';

type Of<T extends Command['t']> = Extract<Command, { t: T }>;

/** How many may be under way in a call at once. */
const mostTransfers = 10;

/**
 * @returns the transferor as a participant of the target call. Whoever waits in the lobby there, or may add
 * nobody to the call, cannot send somebody else into it.
 */
export function transferorIn(into: Call | undefined, { endpoint }: Participant): Participant | undefined {
  if (!into || !endpoint) return undefined;
  const inside = participantAt(into, endpoint);
  return inside?.presence === 'Joined' && hasCapability(into, inside, 'addTeamsUser') ? inside : undefined;
}

/** Tells a participant to go elsewhere: to someone else, or into another call of whoever transfers. */
export function transfer(
  call: Call,
  self: Participant,
  { ticket, participant, target }: Of<'transfer'>,
  find: (id: string) => Call | undefined,
): string | undefined {
  if (call.kind === 'meeting') return 'nobody is transferred out of a meeting';
  const who = call.participants.get(participant);
  if (!who?.endpoint || who === self || who.presence !== 'Joined')
    return 'this participant cannot be transferred';
  if (call.transfers.has(ticket)) return 'ticket exists';
  // Each makes a page place a call by itself.
  if (call.transfers.size >= mostTransfers) return 'too many transfers';
  const into = 'call' in target ? find(target.call) : undefined;
  if ('call' in target && (into === call || !transferorIn(into, self))) return 'not in the target call';
  call.transfers.set(ticket, { transferor: self, transferee: who, targetCallId: into?.id });
  // A meeting has another id in each window; whoever is sent there gets the call's own.
  const there = into ? { call: into.id } : target;
  sendEvent(who.endpoint, { t: 'transfer', call: call.id, ticket, target: there });
  return undefined;
}

/** The transferred participant says how it went; `null` is well. */
export function reportTransfer(
  call: Call,
  self: Participant,
  ticket: string,
  end: EndCode | null,
): string | undefined {
  const known = call.transfers.get(ticket);
  if (known?.transferee !== self) return 'no such ticket';
  call.transfers.delete(ticket);
  if (known.transferor.endpoint)
    sendEvent(known.transferor.endpoint, { t: 'transferred', call: call.id, ticket, end });
  return undefined;
}

/** @returns the ticket that sent this window here, unless it belongs to another window or was used. */
export function findTicket(
  call: Call | undefined,
  ticket: string,
  from: Endpoint,
  into?: Call,
): TransferTicket | undefined {
  const known = call?.transfers.get(ticket);
  return known && !known.isUsed && known.transferee.endpoint === from && known.targetCallId === into?.id
    ? known
    : undefined;
}

/** The transfers of a participant who leaves the call are off; the transferors are told. */
export function cancelTransfers(call: Call, which: (ticket: TransferTicket) => boolean): void {
  for (const [ticket, known] of call.transfers) {
    if (!which(known)) continue;
    call.transfers.delete(ticket);
    const inside = call.participants.get(known.transferor.id) === known.transferor;
    if (inside && known.transferor.endpoint) {
      sendEvent(known.transferor.endpoint, { t: 'transferred', call: call.id, ticket, end: unreachable });
    }
  }
}

/** @returns the member that takes the transferor's place in a call. */
export function takeOverParticipant(into: Call, from: Endpoint, { self, state }: Of<'take'>): Participant {
  const member = addParticipant(into, self, from.rawId, 'Joined', state);
  member.endpoint = from;
  return member;
}
