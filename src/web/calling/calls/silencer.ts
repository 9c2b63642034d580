import type { TeamsCall } from '@azure/communication-calling';
import { isRunning, reachesState } from '../call/callState.ts';
import { withTimeout } from '../../base/withTimeout.ts';

/** Milliseconds that the SDK may take to hold or mute a call. */
const silenceTimeoutMs = 20_000;

/**
 * Silences calls that are not in front. A connected call is put on hold. A call that is not connected yet cannot be held,
 * so it is muted both ways, and nothing is heard when the other participant answers.
 * @param isOver whether the call has ended, or the user has hung it up
 */
export function createSilencer(isOver: (call: TeamsCall) => boolean) {
  /** The calls that are muted both ways, each with the steps that unmute it. */
  const muted = new Map<TeamsCall, (() => Promise<void>)[]>();

  const isSilent = (call: TeamsCall): boolean =>
    isOver(call) || call.state === 'LocalHold' || (!isRunning(call) && muted.has(call));

  const muteBothWays = async (call: TeamsCall): Promise<void> => {
    const undoSteps = muted.get(call) ?? [];
    muted.set(call, undoSteps);
    const work: Promise<void>[] = [];
    if (!call.isMuted) {
      undoSteps.push(() => call.unmute());
      work.push(call.mute());
    }
    if (!call.isIncomingAudioMuted) {
      undoSteps.push(() => call.unmuteIncomingAudio());
      work.push(call.muteIncomingAudio());
    }
    await withTimeout(Promise.all(work), silenceTimeoutMs);
  };

  const putOnHold = async (call: TeamsCall): Promise<void> => {
    try {
      await withTimeout(call.hold(), silenceTimeoutMs);
    } catch (cause) {
      // While the command ran, the call may have ended, or another tab or the SDK may have held it.
      if (!isSilent(call)) throw cause;
    }
    // The SDK may publish the new state after its promise resolves.
    if (await reachesState(call, () => isSilent(call), silenceTimeoutMs)) return;
    throw new Error(`The call is ${call.state} after it was put on hold.`);
  };

  /**
   * Holds the call if it is connected, and mutes it both ways if it is not connected yet.
   * @throws what the SDK throws, or an `Error` if the SDK does not answer in time
   */
  const silence = async (call: TeamsCall): Promise<void> => {
    // The other participant may answer while the call is being muted; then the call is held.
    while (!isSilent(call)) await (isRunning(call) ? putOnHold(call) : muteBothWays(call));
  };

  return {
    isSilent,
    silence,
    /** Silences the call, and mutes it both ways if it cannot be held. @returns why it cannot be held, or `null` */
    async silenceOrMute(call: TeamsCall): Promise<unknown> {
      try {
        await silence(call);
        return null;
      } catch (cause) {
        // If muting fails too, the user is still told the first reason.
        await muteBothWays(call).catch(() => undefined);
        return cause;
      }
    },
    muteBothWays,
    /** Whether the call was muted both ways, or is being muted, because it is not in front. */
    isMutedBothWays: (call: TeamsCall): boolean => muted.has(call),
    /** Unmutes what `muteBothWays` muted. It does not resume the call. */
    async unmuteBothWays(call: TeamsCall): Promise<void> {
      const undoSteps = muted.get(call) ?? [];
      muted.delete(call);
      await withTimeout(Promise.all(undoSteps.map((undo) => undo())), silenceTimeoutMs);
    },
    /** Forgets a call that has ended. */
    forget: (call: TeamsCall): void => void muted.delete(call),
  };
}
