import type { Refusal } from './callTypes.ts';
import { agentRefusals } from './agentRules.ts';
import { isAcsUser, isAgent, isPhoneNumber } from './rawIds.ts';

// What a user of Communication Services (an ACS user) may not do.

const refuse = (code: number, subCode: number, message: string): Refusal => ({ code, subCode, message });

/** 403/0 (code/subcode) is the emulator's choice, because no document names a code. */
export const acsUserRefusals = {
  /** "Alternate ID not supplied for the call", in Microsoft's table of telephone codes. */
  noCallerNumber: refuse(
    403,
    510403,
    'An ACS user calls a telephone with alternateCallerId: a telephone number of the ACS resource.',
  ),
  /** The same table: "It must be a phone number that belongs to the Resource you're using." */
  foreignCallerNumber: refuse(
    403,
    510403,
    'alternateCallerId is no telephone number of the ACS resource. The list acsNumbers of the directory has them.',
  ),
  agent: refuse(403, 0, 'An ACS user cannot call an agent of Teams Phone extensibility.'),
  /** Microsoft's article on the scopes of tokens: `voip.join` cannot start calls. */
  joinsOnly: refuse(
    403,
    0,
    'The token has the scope voip.join, which joins calls in progress but starts none.',
  ),
  teamsUserInGroup: refuse(403, 0, 'Only ACS users join a group call by its groupId.'),
} satisfies Record<string, Refusal>;

/** How an ACS user calls somebody. */
interface AcsUserInvitation {
  readonly inviter: string;
  readonly invitee: string;
  /** The raw id of the number that the telephone is to see. */
  readonly callerNumber: string | undefined;
  /** The numbers of the ACS resource, such as `+14255550160`. */
  readonly ownNumbers: readonly string[];
}

/** Finds the rule that keeps an ACS user from inviting somebody into a call. */
export function findAcsUserRefusal({
  inviter,
  invitee,
  callerNumber,
  ownNumbers,
}: AcsUserInvitation): Refusal | undefined {
  if (!isAcsUser(inviter)) return undefined;
  if (isAgent(invitee)) return acsUserRefusals.agent;
  if (!isPhoneNumber(invitee)) return undefined;
  if (callerNumber === undefined) return acsUserRefusals.noCallerNumber;
  if (!ownNumbers.some((number) => callerNumber === `4:${number}`))
    return acsUserRefusals.foreignCallerNumber;
  return /^4:(\+[1-9]\d{1,14}|\d{3})$/.test(invitee) ? undefined : agentRefusals.invalidNumber;
}
