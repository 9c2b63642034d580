import type { TeamsCall } from '@azure/communication-calling';
import { isRunning, reaches } from '../call/callState.ts';
import { withTimeout } from '../../base/withTimeout.ts';

/** Milliseconds that the SDK may take to hold or to mute a call. */
const quietTimeoutMs = 20_000;

/**
 * Makes calls that are not in front inaudible. A call that is connected goes on hold. One that is not connected yet
 * cannot be held: it is muted in both directions, so that nothing is heard in the moment in which it is answered.
 */
export function createQuieting(isOver: (call: TeamsCall) => boolean) {
  /** How to take back what was muted in a call only because it is not in front. */
  const silenced = new Map<TeamsCall, (() => Promise<void>)[]>();

  const isQuiet = (call: TeamsCall): boolean =>
    isOver(call) || call.state === 'LocalHold' || (!isRunning(call) && silenced.has(call));

  const silence = async (call: TeamsCall): Promise<void> => {
    const undo = silenced.get(call) ?? [];
    silenced.set(call, undo);
    const work: Promise<void>[] = [];
    if (!call.isMuted) {
      undo.push(() => call.unmute());
      work.push(call.mute());
    }
    if (!call.isIncomingAudioMuted) {
      undo.push(() => call.unmuteIncomingAudio());
      work.push(call.muteIncomingAudio());
    }
    await withTimeout(Promise.all(work), quietTimeoutMs);
  };

  const putOnHold = async (call: TeamsCall): Promise<void> => {
    try {
      await withTimeout(call.hold(), quietTimeoutMs);
    } catch (cause) {
      // It ended, or another tab or the SDK held it, while the command was under way.
      if (!isQuiet(call)) throw cause;
    }
    // The SDK may publish the state after it has answered.
    if (await reaches(call, () => isQuiet(call), quietTimeoutMs)) return;
    throw new Error(`The call is ${call.state} after it was put on hold.`);
  };

  /** @throws what the SDK throws, or an `Error` when it does not answer in time */
  const quiet = async (call: TeamsCall): Promise<void> => {
    // A call that is being silenced may be answered meanwhile: then it is held.
    while (!isQuiet(call)) await (isRunning(call) ? putOnHold(call) : silence(call));
  };

  return {
    isQuiet,
    quiet,
    /** Holds the call, or mutes it if it cannot be held. @returns why it could not be held, or `null` */
    async quietOrSilence(call: TeamsCall): Promise<unknown> {
      try {
        await quiet(call);
        return null;
      } catch (cause) {
        // The reason that is told stays the first one, whether muting works or not.
        await silence(call).catch(() => undefined);
        return cause;
      }
    },
    silence,
    /** Whether the call is muted because it is not in front, or about to be. */
    isSilenced: (call: TeamsCall): boolean => silenced.has(call),
    /** Takes back what `quiet` muted. */
    async unsilence(call: TeamsCall): Promise<void> {
      const undo = silenced.get(call) ?? [];
      silenced.delete(call);
      await withTimeout(Promise.all(undo.map((take) => take())), quietTimeoutMs);
    },
    forget: (call: TeamsCall): void => void silenced.delete(call),
  };
}
