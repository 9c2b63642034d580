import type { CommunicationIdentifier } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';

/**
 * @param failure the beginning of the error's message.
 * @returns the ids of the participants with these identifiers, the local one included.
 * @throws 400/0 for anything but a list of identifiers, and when none of these people is in the call.
 */
export function participantIdsOf(
  session: CallSession,
  identifiers: readonly CommunicationIdentifier[],
  failure: string,
): string[] {
  if (!Array.isArray(identifiers)) throw callingError(400, 0, `${failure}: a list of identifiers is needed.`);
  const found = session.roster.idsOf(identifiers.map(rawIdOf));
  if (found.length > 0) return found;
  throw callingError(400, 0, `${failure}: none of these participants is in the call.`);
}
