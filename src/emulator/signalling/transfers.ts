import type { Command, EndCode } from '../wire/protocol.ts';
import { enter, memberOf, type Call, type Member, type Ticket } from './callRecord.ts';
import { unreachable } from '../wire/endCodes.ts';
import { tell, type Endpoint } from './endpoints.ts';
import { may } from './roles.ts';

type Of<T extends Command['t']> = Extract<Command, { t: T }>;

/** How many may be under way in a call at once. */
const mostTransfers = 10;

/**
 * @returns the transferor as a participant of the target call. Whoever waits in the lobby there, or may add
 * nobody to the call, cannot send somebody else into it.
 */
export function bringer(into: Call | undefined, { endpoint }: Member): Member | undefined {
  if (!into || !endpoint) return undefined;
  const inside = memberOf(into, endpoint);
  return inside?.presence === 'Joined' && may(into, inside, 'addTeamsUser') ? inside : undefined;
}

/** Tells a participant to go elsewhere: to someone else, or into another call of whoever transfers. */
export function transfer(
  call: Call,
  self: Member,
  { ticket, participant, target }: Of<'transfer'>,
  find: (id: string) => Call | undefined,
): string | undefined {
  if (call.kind === 'meeting') return 'nobody is transferred out of a meeting';
  const who = call.members.get(participant);
  if (!who?.endpoint || who === self || who.presence !== 'Joined')
    return 'this participant cannot be transferred';
  if (call.tickets.has(ticket)) return 'ticket exists';
  // Each makes a page place a call by itself.
  if (call.tickets.size >= mostTransfers) return 'too many transfers';
  const into = 'call' in target ? find(target.call) : undefined;
  if ('call' in target && (into === call || !bringer(into, self))) return 'not in the target call';
  call.tickets.set(ticket, { by: self, who, into: into?.id });
  // A meeting has another id in each window; whoever is sent there gets the call's own.
  const there = into ? { call: into.id } : target;
  tell(who.endpoint, { t: 'transfer', call: call.id, ticket, target: there });
  return undefined;
}

/** The transferred participant says how it went; `null` is well. */
export function transferred(
  call: Call,
  self: Member,
  ticket: string,
  end: EndCode | null,
): string | undefined {
  const known = call.tickets.get(ticket);
  if (known?.who !== self) return 'no such ticket';
  call.tickets.delete(ticket);
  if (known.by.endpoint) tell(known.by.endpoint, { t: 'transferred', call: call.id, ticket, end });
  return undefined;
}

/** @returns the ticket that sent this window here, unless it belongs to another window or was used. */
export function ticketOf(
  call: Call | undefined,
  ticket: string,
  from: Endpoint,
  into?: Call,
): Ticket | undefined {
  const known = call?.tickets.get(ticket);
  return known && !known.used && known.who.endpoint === from && known.into === into?.id ? known : undefined;
}

/** The transfers of a participant who leaves the call are off; the transferors are told. */
export function dropTickets(call: Call, which: (ticket: Ticket) => boolean): void {
  for (const [ticket, known] of call.tickets) {
    if (!which(known)) continue;
    call.tickets.delete(ticket);
    const inside = call.members.get(known.by.participant) === known.by;
    if (inside && known.by.endpoint) {
      tell(known.by.endpoint, { t: 'transferred', call: call.id, ticket, end: unreachable });
    }
  }
}

/** @returns the member that takes the transferor's place in a call. */
export function takePlace(into: Call, from: Endpoint, { self, state }: Of<'take'>): Member {
  const member = enter(into, self, from.rawId, 'Joined', state);
  member.endpoint = from;
  return member;
}
