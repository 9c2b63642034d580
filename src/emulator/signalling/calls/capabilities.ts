import type { ParticipantCapabilityName } from '@azure/communication-calling';
import { capabilitiesOf, withhold } from '../../wire/capabilities.ts';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from './call.ts';

const capabilitiesIn = ({ kind }: Call, { role, withheld }: Participant) =>
  withhold(capabilitiesOf(kind, role), withheld);

/** @returns whether the kind of call, the participant's role and policies allow something. */
export const hasCapability = (
  call: Call,
  participant: Participant,
  name: ParticipantCapabilityName,
): boolean => capabilitiesIn(call, participant)[name].isPresent;

/**
 * @returns the refusal for a participant who lacks a capability; `undefined` when they have it. Microsoft documents no
 * code for this; 403/0 is the emulator's choice.
 */
export function capabilityRefusal(
  call: Call,
  participant: Participant,
  name: ParticipantCapabilityName,
): Refusal | undefined {
  const { isPresent, reason } = capabilitiesIn(call, participant)[name];
  return isPresent ? undefined : { code: 403, subCode: 0, message: `Not allowed: ${name} is ${reason}.` };
}
