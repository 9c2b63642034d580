import type { TeamsCall } from '@azure/communication-calling';
import { isRunning, waitForState } from '../call/callState.ts';
import type { Microphone } from '../call/microphone.ts';
import { withTimeout } from '../../base/withTimeout.ts';

/** Milliseconds that the SDK may take for each command. */
const silenceTimeoutMs = 20_000;

/**
 * Creates the functions that silence a call. They put a connected call on hold. A call that is not connected yet cannot be held,
 * so they mute it both ways: its microphone and its incoming audio. They do the same to a call that the other participant holds,
 * if the SDK refuses to hold it.
 * @param getMicrophone returns `undefined` for a call that has ended
 * @param isOver whether the call has ended, or the user has hung it up
 */
export function createSilencer(
  getMicrophone: (call: TeamsCall) => Microphone | undefined,
  isOver: (call: TeamsCall) => boolean,
) {
  /** The calls that are muted both ways, each with what must be unmuted again. */
  const mutedCalls = new Map<TeamsCall, { microphone: boolean; incomingAudio: boolean }>();

  const isHeld = (call: TeamsCall): boolean => isOver(call) || call.state === 'LocalHold';

  /** Muting a call both ways is enough only until it is `Connected`: then it must be put on hold. */
  const isSilent = (call: TeamsCall): boolean =>
    isHeld(call) || (call.state !== 'Connected' && mutedCalls.has(call));

  const muteIncomingAudio = async (call: TeamsCall): Promise<void> => {
    try {
      await call.muteIncomingAudio();
    } catch (cause) {
      // Before the call is connected, nothing is heard. Once it is, `liveCall.ts` mutes it again, and holds it.
      if (isRunning(call)) throw cause;
    }
  };

  const muteBothWays = async (call: TeamsCall): Promise<void> => {
    const undo = mutedCalls.get(call) ?? { microphone: false, incomingAudio: false };
    mutedCalls.set(call, undo);
    const pendingCommands: Promise<void>[] = [];
    const microphone = getMicrophone(call);
    // A microphone that waits before it opens must stay closed, too.
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

  /** @throws what the SDK throws, or an `Error` if the call is not on hold in time */
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

  /** If the SDK refuses to hold a call that the other participant holds, mutes the call both ways. */
  const holdOrMuteHeldCall = async (call: TeamsCall): Promise<void> => {
    try {
      await putOnHold(call);
    } catch (cause) {
      if (call.state !== 'RemoteHold') throw cause;
      await muteBothWays(call);
    }
  };

  /** @throws what the SDK throws, or an `Error` if it does not answer */
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
        // If muting fails, too, the user only reads about the hold.
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
