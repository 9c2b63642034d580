import type { TeamsCall } from '@azure/communication-calling';
import { isRunning, waitForState } from '../call/callState.ts';
import type { Microphone } from '../call/microphone.ts';
import { withTimeout } from '../../base/withTimeout.ts';

/** Milliseconds that the SDK may take for each command. */
const silenceTimeoutMs = 20_000;

/**
 * Creates the functions that silence a call. A connected call is put on hold. A call that is not connected yet cannot be held, so
 * it is muted both ways (its microphone and its incoming audio). So is a call that the other participant holds, if the SDK
 * refuses to hold it.
 * @param getMicrophone returns `undefined` for a call that has ended
 * @param isOver whether the call has ended, or the user has hung it up
 */
export function createSilencer(
  getMicrophone: (call: TeamsCall) => Microphone | undefined,
  isOver: (call: TeamsCall) => boolean,
) {
  /** The calls that are muted both ways, each with what the app has muted and must unmute again. */
  const mutedCalls = new Map<TeamsCall, { microphone: boolean; incomingAudio: boolean }>();

  const isHeld = (call: TeamsCall): boolean => isOver(call) || call.state === 'LocalHold';

  /** A call that is muted both ways counts as silent only until it is `Connected`: then it must be put on hold. */
  const isSilent = (call: TeamsCall): boolean =>
    isHeld(call) || (call.state !== 'Connected' && mutedCalls.has(call));

  const muteIncomingAudio = async (call: TeamsCall): Promise<void> => {
    try {
      await call.muteIncomingAudio();
    } catch (cause) {
      // Nothing is heard before the call is connected. Once it is, `liveCall.ts` mutes it again, and holds it.
      if (isRunning(call)) throw cause;
    }
  };

  const muteBothWays = async (call: TeamsCall): Promise<void> => {
    const undo = mutedCalls.get(call) ?? { microphone: false, incomingAudio: false };
    mutedCalls.set(call, undo);
    const pendingCommands: Promise<void>[] = [];
    const microphone = getMicrophone(call);
    // A microphone that waits to be opened must not open any more, either.
    if (microphone && (!microphone.isMuted || microphone.delay === 'waits')) {
      undo.microphone = true;
      pendingCommands.push(microphone.setMuted(true));
    }
    if (!call.isIncomingAudioMuted) {
      undo.incomingAudio = true;
      pendingCommands.push(muteIncomingAudio(call));
    }
    await withTimeout(Promise.all(pendingCommands), silenceTimeoutMs);
  };

  /** @throws what the SDK throws, or an `Error` if the SDK does not answer in time */
  const putOnHold = async (call: TeamsCall): Promise<void> => {
    if (isHeld(call)) return;
    try {
      await withTimeout(call.hold(), silenceTimeoutMs);
    } catch (cause) {
      // The call may have ended or been put on hold meanwhile.
      if (!isHeld(call)) throw cause;
    }
    // The SDK may publish the new state after its promise resolves.
    if (await waitForState(call, () => isHeld(call), silenceTimeoutMs)) return;
    throw new Error(`The call is ${call.state} after it was put on hold.`);
  };

  /** The SDK may refuse to hold a call that the other participant holds. That call is muted both ways instead. */
  const holdOrMuteHeldCall = async (call: TeamsCall): Promise<void> => {
    try {
      await putOnHold(call);
    } catch (cause) {
      if (call.state !== 'RemoteHold') throw cause;
      await muteBothWays(call);
    }
  };

  /** Holds a connected call, and mutes any other call both ways. @throws what the SDK throws, or if it does not answer */
  const silence = async (call: TeamsCall): Promise<void> => {
    // If the other participant answers while the call is being muted, the loop goes on and puts the call on hold.
    while (!isSilent(call)) await (isRunning(call) ? holdOrMuteHeldCall(call) : muteBothWays(call));
  };

  return {
    isSilent,
    silence,
    putOnHold,
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
    async unmuteBothWays(call: TeamsCall): Promise<void> {
      const undo = mutedCalls.get(call);
      mutedCalls.delete(call);
      const pendingCommands: Promise<void>[] = [];
      const microphone = getMicrophone(call);
      if (undo?.microphone && microphone) pendingCommands.push(microphone.setMuted(false));
      if (undo?.incomingAudio && call.isIncomingAudioMuted) pendingCommands.push(call.unmuteIncomingAudio());
      await withTimeout(Promise.all(pendingCommands), silenceTimeoutMs);
    },
    forgetCall: (call: TeamsCall): void => void mutedCalls.delete(call),
  };
}
