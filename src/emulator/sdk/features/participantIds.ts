import type { CommunicationIdentifier } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';

/**
 * @returns the participants that are meant, this side included.
 * @throws 400/0 for what is no list of identifiers, and when none of them is in the call.
 */
export function among(
  session: CallSession,
  identifiers: readonly CommunicationIdentifier[],
  failure: string,
): string[] {
  if (!Array.isArray(identifiers)) throw callingError(400, 0, `${failure}: a list of identifiers is needed.`);
  const found = session.participantsOf(identifiers.map(rawIdOf));
  if (found.length > 0) return found;
  throw callingError(400, 0, `${failure}: none of these participants is in the call.`);
}
