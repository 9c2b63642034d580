import type { CallDirection, TeamsCall } from '@azure/communication-calling';
import type { LiveCommands } from '../call/feature.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import { createFrontCall, notHeld, toResult, type LiveCallDeps } from './frontCall.ts';
import { createSerialQueue } from '../../base/serialQueue.ts';

/**
 * The one owner of which call is live. Every command that changes it runs in one serial queue and checks the calls
 * again after each answer of the SDK. The table of states, commands and events is in docs/live-call.md.
 */
export interface LiveCall extends LiveCommands {
  /**
   * Silences every call, then begins another one with `start` and brings it in front. If there is no new call in the
   * end, the call that was live before becomes live again.
   * @param direction of the call that `start` places or accepts
   * @param start returns `null` if there is no call; it has reported why
   * @returns the call in front, or `null`
   */
  readonly begin: (
    direction: CallDirection,
    start: () => Promise<TeamsCall | null>,
  ) => Promise<TeamsCall | null>;
  /** Whether this call, which has just appeared, is the one that `begin` waits for. */
  readonly isBeginning: (call: TeamsCall) => boolean;
  /** Brings a call in front that the SDK started by itself, for example after a transfer. */
  readonly adopt: (call: TeamsCall) => void;
  /** Silences each call in the background that has become audible. Must be called whenever a call changes. */
  readonly silenceBackground: () => void;
  /** Must be called when a call has ended. @param wasConnected whether the call was ever connected */
  readonly ended: (call: TeamsCall, wasConnected: boolean) => void;
}

/**
 * Longer than 80 lines: the commands share the queue and the three collections of calls, and their order is easiest to
 * verify side by side.
 */
export function createLiveCall(deps: LiveCallDeps): LiveCall {
  const { calls, front, setFront, onProblem } = deps;
  const queue = createSerialQueue();
  /** Calls that the user has hung up. Commands in the queue skip them. */
  const leaving = new Set<TeamsCall>();
  /** For each call that `adopt` brought in front: the call that was put on hold for it. */
  const heldFor = new Map<TeamsCall, TeamsCall>();
  /** Calls that `silenceBackground` is silencing, or could not hold. */
  const silencing = new Set<TeamsCall>();
  let beginning: CallDirection | null = null;

  const isOver = (call: TeamsCall): boolean => leaving.has(call) || isEnding(call);
  const { silencer, liveCall, restoreLive, silenceOthers, bringInFront } = createFrontCall(deps, isOver);

  return {
    isBeginning: (call) => call.direction === beginning,
    begin: (direction, start) =>
      queue.run(async () => {
        const before = liveCall();
        let call: TeamsCall | null = null;
        try {
          if (await silenceOthers(null)) {
            beginning = direction;
            call = await start();
          }
        } finally {
          beginning = null;
          if (!call || isOver(call)) await restoreLive(before);
        }
        if (call && !isOver(call)) {
          setFront(call);
          // The SDK may have started another call meanwhile.
          await silenceOthers(call);
        }
        return call;
      }),
    adopt(call) {
      if (calls().every((other) => other === call || isOver(other))) return setFront(call);
      // The call is muted at once instead of in the queue, because it may be answered at any moment.
      const muted = toResult(() => silencer.muteBothWays(call));
      void queue.run(async () => {
        const before = liveCall();
        await muted;
        if (isOver(call)) return;
        const result = await toResult(async () => {
          if ((await bringInFront(call)) && before) heldFor.set(call, before);
        });
        if (!result.ok) onProblem(result.problem);
      });
    },
    switchTo: (call) =>
      queue.run(() =>
        toResult(async () => {
          if (!isOver(call)) await bringInFront(call);
        }),
      ),
    hold: (call, then) =>
      queue.run(async () => {
        try {
          if (isRunning(call)) await silencer.silence(call);
        } catch (cause) {
          return { ok: false, problem: notHeld(cause) };
        }
        return toResult(async () => {
          if (!isOver(call)) then?.();
        });
      }),
    async unmute(call) {
      await call.unmute();
      const isInBackground = call !== front() || silencer.isMutedBothWays(call);
      if (isInBackground && call.state !== 'LocalHold' && !isOver(call)) await silencer.muteBothWays(call);
    },
    async hangUp(call) {
      if (isEnding(call)) return;
      leaving.add(call);
      try {
        await call.hangUp();
      } catch (cause) {
        leaving.delete(call);
        if (!isEnding(call)) throw cause;
      }
    },
    silenceBackground() {
      for (const call of calls()) {
        if (call === front() || !isRunning(call) || silencer.isSilent(call) || silencing.has(call)) continue;
        silencing.add(call);
        void queue.run(async () => {
          if (call === front()) return void silencing.delete(call);
          const cause = await silencer.silenceOrMute(call);
          // A call that cannot be held stays in the set: only the next command tries again, not each of its events.
          if (cause === null) silencing.delete(call);
          else onProblem(notHeld(cause));
        });
      }
    },
    ended(call, wasConnected) {
      leaving.delete(call);
      silencing.delete(call);
      silencer.forget(call);
      const before = heldFor.get(call);
      heldFor.delete(call);
      const mustResume = before !== undefined && !wasConnected && front() === before;
      void queue.run(async () => {
        const next = front();
        if (!next || isOver(next)) return;
        // A call that was muted both ways becomes audible. A call on hold stays on hold, unless it was held for this one.
        if (mustResume || next.state !== 'LocalHold') await restoreLive(next);
      });
    },
  };
}
