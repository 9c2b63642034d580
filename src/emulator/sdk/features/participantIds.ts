import type { CommunicationIdentifier } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';

/**
 * @param identifiers the identifiers of people. A person who is in the call from several tabs has several participant
 * ids.
 * @param failure the beginning of the error's message, such as "Failed to lower hands".
 * @returns the participant ids of these people in the call. The local participant may be one of them.
 * @throws 400/0 for anything but a list of identifiers, and when none of these people is in the call.
 */
export function participantIdsOf(
  session: CallSession,
  identifiers: readonly CommunicationIdentifier[],
  failure: string,
): string[] {
  if (!Array.isArray(identifiers)) throw callingError(400, 0, `${failure}: a list of identifiers is needed.`);
  const participantIds = session.roster.participantIdsOf(identifiers.map(rawIdOf));
  if (participantIds.length > 0) return participantIds;
  throw callingError(400, 0, `${failure}: none of these participants is in the call.`);
}
