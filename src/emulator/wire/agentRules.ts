import type { CallKind, Refusal } from './callTypes.ts';
import type { TransferTarget } from './command.ts';
import { emergencyNumbers } from './emergencyNumbers.ts';
import { isAgent, isPhoneNumber, isTeamsUser } from './rawIds.ts';

// What an agent of Teams Phone extensibility may not do. The signalling server and the drop-in SDK both apply these rules.

const refuse = (code: number, subCode: number, message: string): Refusal => ({ code, subCode, message });

/**
 * The refusals. Microsoft documents what agents cannot do, but hardly with which codes it is refused. So 403/0 (code/subcode) is the
 * emulator's choice. For the other codes, comments name the document.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/tpe/teams-phone-extensibility-capabilities
 */
export const agentRefusals = {
  callee: refuse(403, 0, 'An agent can call telephones, and add other agents, but no Teams users.'),
  noTelephone: refuse(403, 0, 'An agent can call or add another agent only in a call with a telephone.'),
  fromTeamsUser: refuse(403, 0, 'A Teams user cannot call an agent: agents take calls of telephones only.'),
  numberTwice: refuse(403, 0, 'An agent cannot dial the same number twice in one call.'),
  transferOutOfGroup: refuse(403, 0, 'An agent cannot transfer anybody out of a group call.'),
  holdInGroup: refuse(403, 0, 'An agent can hold only a 1:1 call.'),
  dtmfInGroup: refuse(403, 0, 'An agent can send tones only in a 1:1 call.'),
  muteTelephone: refuse(403, 0, 'An agent can mute other agents, but no telephones.'),
  meeting: refuse(403, 0, 'An agent cannot join a meeting.'),
  captions: refuse(403, 0, 'An agent has no captions.'),
  /** Microsoft's page on emergency calls of Teams Phone extensibility, "Restricted Emergency Calling Capabilities". */
  emergencyCall: refuse(
    403,
    0,
    'In an emergency call, an agent can neither hold, mute or transfer, nor add or remove participants.',
  ),
  /** "Incomplete or invalid callee number format", in the table of telephone codes. */
  invalidNumber: refuse(
    484,
    560484,
    'The number is not in the international form E.164, such as +14255550150.',
  ),
  /**
   * "Alternate ID not supplied for the call", in the same table. "Teams user personal phone numbers aren't supported for outbound
   * PSTN calling", says Microsoft's overview of Teams Phone extensibility.
   */
  noResourceAccount: refuse(
    403,
    510403,
    'An agent calls for a resource account: onBehalfOfOptions is missing. Only emergency calls go out by the own number.',
  ),
  /** "Call end reason=NoPermission", in Microsoft's troubleshooting page of Teams Phone extensibility. */
  resourceAccount: refuse(
    403,
    10105,
    'There is no such resource account in the tenant of the agent, or it is not assigned to the ACS resource.',
  ),
  /** The same page: "Calling OBO feature doesn't support calling from a phone number". */
  onBehalfOf: refuse(
    422,
    0,
    'Invalid identifier in onBehalfOfOptions: an agent calls on behalf of a MicrosoftTeamsAppIdentifier.',
  ),
} satisfies Record<string, Refusal>;

/** Matches the raw id of a telephone number in the form of E.164. */
const e164Pattern = /^4:\+[1-9]\d{1,14}$/;

/**
 * Finds the rule that keeps somebody from inviting somebody else into a call.
 * @param inviter the raw id of who calls, adds, or transfers a call.
 * @param invitee the raw id of who would be called.
 * @param others the raw ids of those who are in the call, or are called together with the invitee.
 */
export function findInvitationRefusal(
  inviter: string,
  invitee: string,
  others: readonly string[],
): Refusal | undefined {
  if (!isAgent(inviter))
    return isTeamsUser(inviter) && isAgent(invitee) ? agentRefusals.fromTeamsUser : undefined;
  if (isPhoneNumber(invitee)) {
    const isDialable = emergencyNumbers.has(invitee) || e164Pattern.test(invitee);
    return isDialable ? undefined : agentRefusals.invalidNumber;
  }
  if (!isAgent(invitee)) return agentRefusals.callee;
  return others.some(isPhoneNumber) ? undefined : agentRefusals.noTelephone;
}

/**
 * Finds the rule that keeps somebody from transferring a call to a target. Rules about the target's number concern the
 * transferee's call, and are not applied here.
 * @param transferor the raw id of who transfers.
 */
export function findTransferRefusal(transferor: string, target: TransferTarget): Refusal | undefined {
  if (!isAgent(transferor)) return undefined;
  if ('call' in target || isPhoneNumber(target.id)) return undefined;
  return isAgent(target.id) && !target.voicemail ? undefined : agentRefusals.callee;
}

/**
 * Whether agents may not hold a call, send tones or transfer, because it is a group call. A call in which only one other
 * participant is left counts as a 1:1 call again: Microsoft documents no other meaning of "1:1 call".
 * @param others how many participants the call has besides the agent.
 */
export const isGroupForAgents = (kind: CallKind, others: number): boolean => kind === 'group' && others > 1;

export const isEmergencyCall = (callees: readonly string[]): boolean =>
  callees.length === 1 && emergencyNumbers.has(callees[0] ?? '');
