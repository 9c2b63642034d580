import type { ParticipantCapabilityName } from '@azure/communication-calling';
import { capabilitiesOf, withhold } from '../wire/capabilities.ts';
import type { Event, Refusal, Role } from '../wire/protocol.ts';
import { broadcast, entryOf, type Call, type Member } from './callRecord.ts';
import { hungUp } from '../wire/endCodes.ts';
import { tell } from './endpoints.ts';

const capabilitiesIn = ({ kind }: Call, { role, withheld }: Member) =>
  withhold(capabilitiesOf(kind, role), withheld);

/** @returns whether the kind of call and the participant's role allow something. */
export const may = (call: Call, member: Member, what: ParticipantCapabilityName): boolean =>
  capabilitiesIn(call, member)[what].isPresent;

/** @returns why a participant may not do something. 403 is the emulator's choice: no page names a code. */
export function forbids(call: Call, member: Member, what: ParticipantCapabilityName): Refusal | undefined {
  const { isPresent, reason } = capabilitiesIn(call, member)[what];
  return isPresent ? undefined : { code: 403, subCode: 0, message: `Not allowed: ${what} is ${reason}.` };
}

/** @returns what a participant is told of the call and of its own place in it; in the lobby that is little. */
export function placeOf({ id, kind, threadId }: Call, { presence, role, withheld }: Member): Event {
  const known = presence === 'Joined' ? role : 'Unknown';
  const taken = withheld.length > 0 ? { withheld } : {};
  return { t: 'place', call: id, server: id, kind, threadId, presence, role: known, ...taken };
}

/** A 1:1 call in which a third one comes is a group call from then on. @param threadId the chat it then belongs to. */
export function becomeGroup(call: Call, threadId?: string): void {
  if (call.kind !== 'oneToOne') return;
  call.kind = 'group';
  call.threadId = threadId ?? call.threadId;
  for (const member of call.members.values()) {
    if (member.endpoint) tell(member.endpoint, placeOf(call, member));
  }
}

/** Tells everyone who is in the call how somebody is; who waits in the lobby is shown to those who may let them in. */
export function announce(call: Call, member: Member): void {
  const event = { t: 'participant' as const, call: call.id, entry: entryOf(member) };
  broadcast(call, event, member, seesOf(call, member));
}

/** @returns who of those in the call sees a participant. */
export const seesOf =
  (call: Call, { presence }: Member) =>
  (other: Member): boolean =>
    presence !== 'InLobby' || may(call, other, 'manageLobby');

/** Gives somebody in a meeting another role, as its organizer may in Teams. */
export function setRole(call: Call, member: Member, role: Role): void {
  const before = may(call, member, 'manageLobby');
  member.role = role;
  const after = may(call, member, 'manageLobby');
  if (member.endpoint) tell(member.endpoint, placeOf(call, member));
  if (!may(call, member, 'shareScreen')) member.state = { ...member.state, screen: false };
  announce(call, member);
  if (!member.endpoint || before === after) return;
  for (const other of call.members.values()) {
    if (other.presence !== 'InLobby') continue;
    if (after) tell(member.endpoint, { t: 'participant', call: call.id, entry: entryOf(other) });
    else tell(member.endpoint, { t: 'left', call: call.id, participant: other.participant, end: hungUp });
  }
}
