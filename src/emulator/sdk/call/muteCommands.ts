import { callingError } from '../base/errors.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import type { CallSession } from './session.ts';

/** Maps each call to the times at which its microphone was muted or unmuted, in milliseconds, oldest first. */
const changeTimes = new WeakMap<CallSession, number[]>();

/**
 * Mutes or unmutes the microphone, as far as the conditions `muteLimit` and `lateMuteMs` allow. (Conditions are faults
 * that a test switches on in the emulator.)
 * @throws 429/0 above the `muteLimit`. `isMuted` then shows the value that was asked for, and the sound stays as it was.
 */
export async function setMicrophoneMuted(session: CallSession, isMuted: boolean): Promise<void> {
  const { localMedia } = session;
  const { lateMuteMs } = getPageConditions();
  if (isAboveLimit(session)) {
    localMedia.claimMuted(isMuted);
    throw callingError(429, 0, 'Failed to change the microphone: too many requests.');
  }
  if (lateMuteMs === undefined) return localMedia.setMuted(isMuted);
  if (localMedia.shownMuted !== isMuted) setTimeout(() => void localMedia.setMuted(isMuted), lateMuteMs);
  return undefined;
}

/** @throws 400/0 before the call is connected, while the condition `muteFailsBeforeConnected` holds. */
export function checkMutable({ phase }: CallSession): void {
  if (getPageConditions().muteFailsBeforeConnected && phase !== 'Connected')
    throw callingError(400, 0, `Failed to mute or unmute: the call is ${phase}.`);
}

/** Records a change of the microphone. @returns whether the change is one too many for the condition `muteLimit`. */
function isAboveLimit(session: CallSession): boolean {
  const { muteLimit } = getPageConditions();
  if (!muteLimit) return false;
  const now = Date.now();
  const recentTimes = (changeTimes.get(session) ?? []).filter((at) => at > now - muteLimit.seconds * 1000);
  const isAbove = recentTimes.length >= muteLimit.changes;
  changeTimes.set(session, isAbove ? recentTimes : [...recentTimes, now]);
  return isAbove;
}
