import type { Refusal } from '../../wire/protocol.ts';
import type { ParticipantCapabilityName } from '@azure/communication-calling';
import { lookUpCapabilities, withholdCapabilities } from '../../wire/capabilities.ts';
import type { Call, Participant } from './call.ts';

export const createRefusal = (code: number, subCode: number, message: string): Refusal => ({
  code,
  subCode,
  message,
});

const readCapabilities = ({ kind }: Call, { role, rawId, withheld }: Participant) =>
  withholdCapabilities(lookUpCapabilities(kind, role, rawId), withheld);

/** @returns whether the call's kind, the participant's role and the user's policies allow a capability. */
export const hasCapability = (
  call: Call,
  participant: Participant,
  name: ParticipantCapabilityName,
): boolean => readCapabilities(call, participant)[name].isPresent;

/** @returns a refusal if the participant lacks the capability. Its codes are our choice, because Microsoft documents none. */
export function checkCapability(
  call: Call,
  participant: Participant,
  name: ParticipantCapabilityName,
): Refusal | undefined {
  const { isPresent, reason } = readCapabilities(call, participant)[name];
  return isPresent ? undefined : createRefusal(403, 0, `Not allowed: ${name} is ${reason}.`);
}
