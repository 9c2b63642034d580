import type { Command, EndCode } from '../protocol.ts';
import { enter, memberOf, type Call, type Member } from './callRecord.ts';
import { tell, type Endpoint } from './endpoints.ts';

type Of<T extends Command['t']> = Extract<Command, { t: T }>;

/** Tells a participant to go elsewhere: to someone else, or into another call of whoever transfers. */
export function transfer(
  call: Call,
  self: Member,
  { ticket, participant, target }: Of<'transfer'>,
  find: (id: string) => Call | undefined,
): string | undefined {
  const who = call.members.get(participant);
  if (!who?.endpoint || who === self) return 'this participant cannot be transferred';
  if (call.tickets.has(ticket)) return 'ticket exists';
  const into = 'call' in target ? find(target.call) : undefined;
  if ('call' in target && (into === call || !self.endpoint || !into || !memberOf(into, self.endpoint))) {
    return 'not in the target call';
  }
  call.tickets.set(ticket, { by: self, who, into: into?.id });
  tell(who.endpoint, { t: 'transfer', call: call.id, ticket, target });
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
