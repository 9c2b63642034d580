import { callingError } from '../base/errors.ts';
import { pageConditions } from '../base/pageConditions.ts';
import { isRunning } from './groupCall.ts';
import type { CallSession } from './session.ts';

/**
 * Holds a call or resumes it. On hold the local participant neither sends nor receives media, and the others are told.
 * A call that several participants hold goes on when each of them has resumed it.
 *
 * Resolves when every connection has stopped or resumed sending; the last of several calls wins.
 * @throws 500/41033 (hold) or 500/41034 (resume) when the call is not running, or when a condition of the emulator makes
 * it fail.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls#hold-and-resume-a-call
 */
export async function setHold(session: CallSession, hold: boolean): Promise<void> {
  const { local, mesh, state } = session;
  if (!isRunning(session)) throw holdError(hold, `, it is ${state}`);
  const { holdFails, resumeFails } = pageConditions();
  if (hold ? holdFails : resumeFails) throw holdError(hold);
  if (local.hold === hold) return local.setHold(hold);
  const applied = local.setHold(hold);
  mesh.setHold(hold);
  mesh.setDeaf(hold || session.isIncomingAudioMuted);
  session.setup.publish();
  session.refresh();
  return applied;
}

const holdError = (hold: boolean, why = '') =>
  hold
    ? callingError(500, 41033, `Failed to hold the call${why}.`, 'UnexpectedClientError')
    : callingError(500, 41034, `Failed to resume the call${why}.`, 'UnexpectedClientError');
