import type { Command, EndCode } from '../protocol.ts';
import { enter, memberOf, type Call, type Member } from './callRecord.ts';
import { tell, type Endpoint } from './endpoints.ts';

type Of<T extends Command['t']> = Extract<Command, { t: T }>;

/** How many may be under way in a call at once. */
const mostTransfers = 10;

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
  if ('call' in target && (into === call || !self.endpoint || !into || !memberOf(into, self.endpoint))) {
    return 'not in the target call';
  }
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

/** @returns who sent this window here with this ticket, or `undefined` for a ticket that is not its own. */
export function transferor(
  call: Call | undefined,
  ticket: string,
  from: Endpoint,
  into?: Call,
): Member | undefined {
  const known = call?.tickets.get(ticket);
  return known && known.who.endpoint === from && known.into === into?.id ? known.by : undefined;
}

/** @returns the member that takes the transferor's place in a call. */
export function takePlace(into: Call, from: Endpoint, { self, state }: Of<'take'>): Member {
  const member = enter(into, self, from.rawId, 'Joined', state);
  member.endpoint = from;
  return member;
}
