import { callingError, check } from '../base/errors.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import type { CallSession } from './session.ts';

// `muteFailsBeforeConnected`, `muteLimit` and `lateMuteMs` are conditions of the emulator: faults that a test switches on.

/** @throws 400/0 (code/subcode) before the call is connected, under the condition `muteFailsBeforeConnected`. */
export function checkMutable({ phase }: CallSession): void {
  const isMutable = phase === 'Connected' || !getPageConditions().muteFailsBeforeConnected;
  check(isMutable, 400, 0, `Failed to mute or unmute: the call is ${phase}.`);
}

/**
 * Mutes or unmutes the microphone. The condition `muteLimit` refuses frequent changes, and `lateMuteMs` delays them.
 * @throws 429/0 above the `muteLimit`. `call.isMuted` then shows the requested value, and the sound stays as it was.
 */
export async function changeMuted(session: CallSession, isMuted: boolean): Promise<void> {
  const { localMedia } = session;
  const { lateMuteMs } = getPageConditions();
  if (!recordChange(session)) {
    localMedia.claimMuted(isMuted);
    throw callingError(429, 0, 'Failed to change the microphone: too many requests.');
  }
  if (lateMuteMs === undefined) return localMedia.setMuted(isMuted);
  if (localMedia.shownMuted !== isMuted) setTimeout(() => void localMedia.setMuted(isMuted), lateMuteMs);
}

/** Records a change if the `muteLimit` permits it. @returns whether it does. */
function recordChange(session: CallSession): boolean {
  const { muteLimit } = getPageConditions();
  if (!muteLimit) return true;
  const now = Date.now();
  const recentTimes = session.muteTimes.filter((at) => at > now - muteLimit.seconds * 1000);
  const isPermitted = recentTimes.length < muteLimit.changes;
  session.muteTimes = isPermitted ? [...recentTimes, now] : recentTimes;
  return isPermitted;
}
