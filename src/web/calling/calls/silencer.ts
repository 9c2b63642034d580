import type { TeamsCall } from '@azure/communication-calling';
import { isRunning, waitForState } from '../call/callState.ts';
import type { Microphone } from '../call/microphone.ts';
import { withTimeout } from '../../base/withTimeout.ts';

/** Milliseconds that the SDK may take for each command. */
const silenceTimeoutMs = 20_000;

/**
 * Creates the functions that silence a call. They put it on hold. A call that cannot be held, because it is not connected yet or
 * the other participant holds it, is muted both ways: its microphone and its incoming audio.
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
      // Before the call is connected, nothing is heard. Once it is connected, `liveCall.ts` mutes it again, and holds it.
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
    // The SDK's promise may resolve before the call's state changes.
    if (await waitForState(call, () => isHeld(call), silenceTimeoutMs)) return;
    throw new Error(`The call is ${call.state} after it was put on hold.`);
  };

  /** @throws what the SDK throws, or an `Error` if it does not answer */
  const silence = async (call: TeamsCall): Promise<void> => {
    // If the other participant answers while the call is being muted, the loop goes on and puts the call on hold.
    while (!isSilent(call)) {
      if (!isRunning(call)) {
        await muteBothWays(call);
        continue;
      }
      try {
        await putOnHold(call);
      } catch (cause) {
        // The SDK may refuse to hold a call that the other participant already holds.
        if (call.state !== 'RemoteHold') throw cause;
        await muteBothWays(call);
      }
    }
  };

  return {
    isSilent,
    silence,
    putOnHold,
    /** Silences the call, and mutes it both ways if that fails. @returns why it failed; `null` if it did not */
    async silenceOrMute(call: TeamsCall): Promise<unknown> {
      try {
        await silence(call);
        return null;
      } catch (cause) {
        // If this fails, too, the first error is enough for the user.
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
