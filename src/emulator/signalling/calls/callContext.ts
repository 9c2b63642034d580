import type { ParticipantCapabilityName } from '@azure/communication-calling';
import { capabilitiesOf, withhold } from '../../wire/capabilities.ts';
import type { Event, Refusal, Role } from '../../wire/protocol.ts';
import { broadcast, rosterEntry, type Call, type Participant } from './call.ts';
import { hungUp } from '../../wire/endCodes.ts';
import { sendEvent } from '../endpoints/endpointRegistry.ts';

const capabilitiesIn = ({ kind }: Call, { role, withheld }: Participant) =>
  withhold(capabilitiesOf(kind, role), withheld);

/** @returns whether the kind of call and the participant's role allow something. */
export const hasCapability = (call: Call, member: Participant, what: ParticipantCapabilityName): boolean =>
  capabilitiesIn(call, member)[what].isPresent;

/** @returns why a participant may not do something. 403 is the emulator's choice: no page names a code. */
export function capabilityRefusal(
  call: Call,
  member: Participant,
  what: ParticipantCapabilityName,
): Refusal | undefined {
  const { isPresent, reason } = capabilitiesIn(call, member)[what];
  return isPresent ? undefined : { code: 403, subCode: 0, message: `Not allowed: ${what} is ${reason}.` };
}

/** @returns what a participant is told of the call and of its own place in it; in the lobby that is little. */
export function contextEvent({ id, kind, threadId }: Call, { presence, role, withheld }: Participant): Event {
  const known = presence === 'Joined' ? role : 'Unknown';
  const taken = withheld.length > 0 ? { withheld } : {};
  return { t: 'place', call: id, server: id, kind, threadId, presence, role: known, ...taken };
}

/** A 1:1 call in which a third one comes is a group call from then on. @param threadId the chat it then belongs to. */
export function turnIntoGroupCall(call: Call, threadId?: string): void {
  if (call.kind !== 'oneToOne') return;
  call.kind = 'group';
  call.threadId = threadId ?? call.threadId;
  for (const member of call.participants.values()) {
    if (member.endpoint) sendEvent(member.endpoint, contextEvent(call, member));
  }
}

/** Tells everyone who is in the call how somebody is; who waits in the lobby is shown to those who may let them in. */
export function announceParticipant(call: Call, member: Participant): void {
  const event = { t: 'participant' as const, call: call.id, entry: rosterEntry(member) };
  broadcast(call, event, member, canSee(call, member));
}

/** @returns who of those in the call sees a participant. */
export const canSee =
  (call: Call, { presence }: Participant) =>
  (other: Participant): boolean =>
    presence !== 'InLobby' || hasCapability(call, other, 'manageLobby');

/** Gives somebody in a meeting another role, as its organizer may in Teams. */
export function setRole(call: Call, member: Participant, role: Role): void {
  const before = hasCapability(call, member, 'manageLobby');
  member.role = role;
  const after = hasCapability(call, member, 'manageLobby');
  if (member.endpoint) sendEvent(member.endpoint, contextEvent(call, member));
  if (!hasCapability(call, member, 'shareScreen')) member.state = { ...member.state, screen: false };
  announceParticipant(call, member);
  if (!member.endpoint || before === after) return;
  for (const other of call.participants.values()) {
    if (other.presence !== 'InLobby') continue;
    if (after) sendEvent(member.endpoint, { t: 'participant', call: call.id, entry: rosterEntry(other) });
    else sendEvent(member.endpoint, { t: 'left', call: call.id, participant: other.id, end: hungUp });
  }
}
