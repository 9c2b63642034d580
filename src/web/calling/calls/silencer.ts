import type { TeamsCall } from '@azure/communication-calling';
import { isRunning, waitForState } from '../call/callState.ts';
import { getMicrophone } from '../call/microphone.ts';
import { withTimeout } from '../../base/withTimeout.ts';

/** Milliseconds that the SDK may take to hold or mute a call. */
const silenceTimeoutMs = 20_000;

/**
 * Creates the functions that silence a call. A connected call is put on hold. A call that is not connected yet cannot be
 * held, so it is muted both ways: its microphone and its incoming audio are muted. Then nothing is heard when the other
 * participant answers.
 * @param isOver whether the call has ended, or the user has hung it up
 */
export function createSilencer(isOver: (call: TeamsCall) => boolean) {
  /** The calls that are muted both ways, each with the steps that unmute it again. */
  const mutedCalls = new Map<TeamsCall, (() => Promise<void>)[]>();

  const isSilent = (call: TeamsCall): boolean =>
    isOver(call) || call.state === 'LocalHold' || (!isRunning(call) && mutedCalls.has(call));

  const muteBothWays = async (call: TeamsCall): Promise<void> => {
    const undoSteps = mutedCalls.get(call) ?? [];
    mutedCalls.set(call, undoSteps);
    const pendingCommands: Promise<void>[] = [];
    const microphone = getMicrophone(call);
    // A microphone that waits to be opened must not open any more, either.
    if (!microphone.isMuted || microphone.delay === 'waits') {
      undoSteps.push(() => microphone.setMuted(false));
      pendingCommands.push(microphone.setMuted(true));
    }
    if (!call.isIncomingAudioMuted) {
      undoSteps.push(() => call.unmuteIncomingAudio());
      pendingCommands.push(call.muteIncomingAudio());
    }
    await withTimeout(Promise.all(pendingCommands), silenceTimeoutMs);
  };

  const putOnHold = async (call: TeamsCall): Promise<void> => {
    try {
      await withTimeout(call.hold(), silenceTimeoutMs);
    } catch (cause) {
      // The error does not matter if the call has ended meanwhile, or if another command or the SDK has put it on hold.
      if (!isSilent(call)) throw cause;
    }
    // The SDK may publish the new state after its promise resolves.
    if (await waitForState(call, () => isSilent(call), silenceTimeoutMs)) return;
    throw new Error(`The call is ${call.state} after it was put on hold.`);
  };

  /**
   * Holds the call if it is connected, and mutes it both ways if it is not connected yet.
   * @throws what the SDK throws, or an `Error` if the SDK does not answer in time
   */
  const silence = async (call: TeamsCall): Promise<void> => {
    // If the other participant answers while the call is being muted, the loop goes on and puts the call on hold.
    while (!isSilent(call)) await (isRunning(call) ? putOnHold(call) : muteBothWays(call));
  };

  return {
    isSilent,
    silence,
    /** Silences the call, and mutes it both ways if it cannot be held. @returns the error of the hold, or `null` */
    async silenceOrMute(call: TeamsCall): Promise<unknown> {
      try {
        await silence(call);
        return null;
      } catch (cause) {
        // If muting fails, too, the user sees only the error of the hold.
        await muteBothWays(call).catch(() => undefined);
        return cause;
      }
    },
    muteBothWays,
    /** Whether `muteBothWays` has muted the call, or is muting it. */
    isMutedBothWays: (call: TeamsCall): boolean => mutedCalls.has(call),
    /** Unmutes what `muteBothWays` muted. It does not resume the call. */
    async unmuteBothWays(call: TeamsCall): Promise<void> {
      const undoSteps = mutedCalls.get(call) ?? [];
      mutedCalls.delete(call);
      await withTimeout(Promise.all(undoSteps.map((undo) => undo())), silenceTimeoutMs);
    },
    /** Forgets a call that has ended. */
    forgetCall: (call: TeamsCall): void => void mutedCalls.delete(call),
  };
}
