import type { CallState, TeamsCall } from '@azure/communication-calling';
import { joinStops } from '../../base/subscriptions.ts';
import { isRunning, waitForState } from '../call/callState.ts';
import type { Microphone } from '../call/microphone.ts';
import { listen } from '../sdk/listen.ts';
import { withTimeout } from '../../base/withTimeout.ts';

/** Milliseconds that the SDK may take for each command. */
const silenceTimeoutMs = 20_000;
/** Milliseconds that a call which the user has hung up may take to end before it is muted both ways. */
const leaveMs = 1_000;

/** The events of the SDK after which a call may be silent that was not before. */
const silenceEvents = ['stateChanged', 'isMutedChanged', 'isIncomingAudioMutedChanged'];

/**
 * Creates the functions that silence a call. They put it on hold. A call that cannot be held, because it is not connected yet, the other
 * participant holds it, or the user has hung it up, is muted both ways: its microphone and its incoming audio.
 * @param getMicrophone returns `undefined` for a call that is not on the screen, such as one that the user has declined
 * @param isLeaving whether the call is ending, or the user has hung it up
 */
export function createSilencer(
  getMicrophone: (call: TeamsCall) => Microphone | undefined,
  isLeaving: (call: TeamsCall) => boolean,
) {
  /** The calls that are muted both ways, each with what must be unmuted again. */
  const mutedCalls = new Map<TeamsCall, { microphone: boolean; incomingAudio: boolean }>();

  const isHeldOrOver = ({ state }: TeamsCall): boolean => state === 'LocalHold' || state === 'Disconnected';

  /** Whether the SDK says that the call is muted both ways, or nobody in it could hear anything yet. */
  const isMuteConfirmed = (call: TeamsCall): boolean => {
    if (!mutedCalls.has(call)) return false;
    if (!isRunning(call) && !isLeaving(call)) return true;
    return (getMicrophone(call)?.staysMuted ?? call.isMuted) && call.isIncomingAudioMuted;
  };

  /**
   * Whether the call no longer carries the user's voice, and the user no longer hears it, as far as the SDK says. To have asked for it
   * is not enough. A connected call must be on hold, unless the user has hung it up.
   */
  const isSilent = (call: TeamsCall): boolean =>
    isHeldOrOver(call) || (isMuteConfirmed(call) && (call.state !== 'Connected' || isLeaving(call)));

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
    // A microphone that is about to open must stay closed, too.
    if (!(microphone ? microphone.staysMuted : call.isMuted)) {
      undo.microphone ||= !(microphone ? microphone.willBeMuted : call.isMuted);
      pendingCommands.push(microphone ? microphone.setMuted(true) : call.mute());
    }
    if (!call.isIncomingAudioMuted) {
      undo.incomingAudio = true;
      pendingCommands.push(muteIncomingAudio(call));
    }
    await withTimeout(Promise.all(pendingCommands), silenceTimeoutMs);
  };

  /** @throws what the SDK throws, or an `Error` if the call is not on hold in time */
  const putOnHold = async (call: TeamsCall): Promise<void> => {
    const isSettled = () => isHeldOrOver(call) || isLeaving(call);
    if (isSettled()) return;
    try {
      await withTimeout(call.hold(), silenceTimeoutMs);
    } catch (cause) {
      // The call may have ended or been put on hold meanwhile.
      if (!isSettled()) throw cause;
    }
    // The SDK's promise may resolve before the call's state changes.
    if (await waitForState(call, isSettled, silenceTimeoutMs)) return;
    throw new Error(`The call is ${call.state} after it was put on hold.`);
  };

  /** Waits until the call is silent or no longer in this state. @returns whether that is so */
  const waitForSilence = (call: TeamsCall, state: CallState, timeoutMs: number): Promise<boolean> => {
    let stop = () => {};
    const reached = new Promise<true>((resolve) => {
      const check = () => {
        if (isSilent(call) || call.state !== state) resolve(true);
      };
      // The microphone also tells when the service has accepted a mute that it had refused. The SDK then has no event.
      stop = joinStops(
        listen(call, silenceEvents, check),
        getMicrophone(call)?.subscribe(check) ?? (() => {}),
      );
      check();
    });
    return withTimeout(reached, timeoutMs, () => false).finally(stop);
  };

  /** @throws what the SDK throws, or an `Error` if it does not answer */
  const silence = async (call: TeamsCall): Promise<void> => {
    // If the other participant answers while the call is being muted, the loop goes on and puts the call on hold.
    while (!isSilent(call)) {
      const { state } = call;
      if (isRunning(call) && !isLeaving(call)) {
        try {
          await putOnHold(call);
          continue;
        } catch (cause) {
          // The SDK may refuse to hold a call that the other participant already holds.
          if (call.state !== 'RemoteHold') throw cause;
        }
      } else if (isLeaving(call) && (await waitForSilence(call, state, leaveMs))) continue;
      await muteBothWays(call);
      if (!(await waitForSilence(call, state, silenceTimeoutMs)))
        throw new Error(`The call is ${call.state}, and not muted both ways in time.`);
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
