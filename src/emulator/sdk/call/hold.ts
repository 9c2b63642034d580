import { callingError } from '../base/errors.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import { isRunning } from './groupCall.ts';
import type { CallSession } from './session.ts';

/**
 * Holds a call or resumes it. A participant who holds a call neither sends nor receives media, and the other
 * participants see that in the participant's state. Several participants may hold the same call. The call goes on when
 * all of them have resumed it.
 *
 * Resolves when every peer connection has stopped or resumed sending. If the app holds and resumes in quick succession,
 * the last request decides.
 * @param isHeld `true` to hold the call, `false` to resume it.
 * @throws 500/41033 (hold) or 500/41034 (resume) when the call is not running, and when a test has made holding or
 * resuming fail by `holdFails`, `holdFailsInRemoteHold` or `resumeFails`. (These are conditions: faults that a test switches on in the
 * emulator.)
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls#hold-and-resume-a-call
 */
export async function setHold(session: CallSession, isHeld: boolean): Promise<void> {
  const { localMedia, mesh, state } = session;
  if (!isRunning(session)) throw holdError(isHeld, `, it is ${state}`);
  const { holdFails, resumeFails, holdFailsInRemoteHold } = getPageConditions();
  if (isHeld && holdFailsInRemoteHold && state === 'RemoteHold') throw holdError(isHeld, `, it is ${state}`);
  const shouldFail = isHeld ? holdFails : resumeFails;
  if (shouldFail) throw holdError(isHeld);
  if (localMedia.isHeld === isHeld) return localMedia.setHold(isHeld);
  const trackChanges = localMedia.setHold(isHeld);
  mesh.setHold(isHeld);
  mesh.setIncomingAudioMuted(isHeld || session.isIncomingAudioMuted);
  session.setup.publishMediaState();
  session.updateState();
  return trackChanges;
}

const holdError = (isHeld: boolean, why = '') =>
  isHeld
    ? callingError(500, 41033, `Failed to hold the call${why}.`, 'UnexpectedClientError')
    : callingError(500, 41034, `Failed to resume the call${why}.`, 'UnexpectedClientError');
