import type { TeamsCall } from '@azure/communication-calling';
import type { LiveCommands } from '../call/feature.ts';
import { fail } from '../../errors/problem.ts';
import { runSdkCommand } from '../../errors/translateSdkError.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import { createFrontCall, toNotHeldProblem, type LiveCallDeps } from './frontCall.ts';
import { createSerialQueue } from '../../base/serialQueue.ts';

/**
 * Decides which call is live: the only call that is heard. All other calls are silenced, which means that they are on
 * hold or muted in both directions. Every command that changes the live call runs in one serial queue, and checks the
 * calls again after each command of the SDK. docs/live-call.md has the table of states, commands and events.
 */
export interface LiveCall extends LiveCommands {
  /**
   * Silences every call, then starts a new call with `start` and makes it the front call, which is the call on the
   * screen. If no new call is started, the call that was live before becomes live again.
   * @param start returns the new call, or `null` after it has reported why there is none
   * @returns the new call, or `null`
   */
  readonly silenceAllAndStart: (start: () => Promise<TeamsCall | null>) => Promise<TeamsCall | null>;
  /** Handles a call that the SDK started by itself, for example after a transfer: the call becomes the front call. */
  readonly addUnexpectedCall: (call: TeamsCall) => void;
  /**
   * Silences all audible calls except the front call. Holds the front call, too, if it was muted for another tab: it is now
   * connected, and the screen offers to resume it. Must be called whenever a call changes.
   */
  readonly silenceBackgroundCalls: () => void;
  /**
   * Puts all calls of this tab on hold, because another tab of the user starts, accepts or resumes a call.
   * @returns whether all calls are silent now
   */
  readonly silenceForOtherTab: () => Promise<boolean>;
  /** Undoes the last `silenceForOtherTab`, because the call in the other tab could not be started. */
  readonly restoreForOtherTab: () => void;
  /** Makes another call live after a call has ended. @param wasConnected whether the ended call was ever connected */
  readonly handleEndedCall: (call: TeamsCall, wasConnected: boolean) => void;
}

/**
 * This function is longer than 80 lines because the commands share the queue and the three collections of calls. The
 * order of their steps is easiest to verify side by side.
 */
export function createLiveCall(deps: LiveCallDeps): LiveCall {
  const { getCalls, getFront, setFront, getMicrophone, onProblem, liveRight } = deps;
  const queue = createSerialQueue();
  /** Calls that the user has hung up and that have not ended yet. Commands in the queue skip them. */
  const hungUpCalls = new Set<TeamsCall>();
  /** Maps each call that the SDK started by itself to the call that was put on hold for it. */
  const heldCallByNewCall = new Map<TeamsCall, TeamsCall>();
  /** Background calls that are being silenced, or that could not be put on hold. */
  const callsToSilence = new Set<TeamsCall>();
  /** The call that was live when another tab last asked for silence. */
  let silencedCall: TeamsCall | null = null;

  const isOver = (call: TeamsCall): boolean => hungUpCalls.has(call) || isEnding(call);
  const { silencer, getLiveCall, restoreLive, bringToFront, ...front } = createFrontCall(deps, isOver);
  const { silenceOthers } = front;

  const areAllSilent = (): boolean => getCalls().every(silencer.isSilent);
  /** Gives up the right to have the live call once no command is running and no call of this tab is heard. */
  const releaseRightIfSilent = (): void => {
    if (areAllSilent()) void queue.run(async () => areAllSilent() && liveRight.release());
  };

  /** Whether the user must not be heard in a call: a call in the background, and a call that was muted for another tab. */
  const mustBeSilent = (call: TeamsCall): boolean => call !== getFront() || silencer.isMutedBothWays(call);

  return {
    silenceAllAndStart: (start) =>
      queue.run(async () => {
        const liveBefore = getLiveCall();
        let call: TeamsCall | null = null;
        try {
          if (await silenceOthers(null)) call = await start();
        } finally {
          if (!call || isOver(call)) await restoreLive(liveBefore);
          releaseRightIfSilent();
        }
        if (call && !isOver(call)) {
          liveRight.keep();
          setFront(call);
          // The SDK may have started another call meanwhile.
          await silenceOthers(call);
        }
        return call;
      }),
    addUnexpectedCall(call) {
      if (getCalls().every((other) => other === call || isOver(other))) {
        setFront(call);
        void queue.run(async () => {
          if (await front.acquireRight()) liveRight.keep();
          else if (!isOver(call)) await silencer.silenceOrMute(call);
        });
        return;
      }
      // The call is muted now instead of in the queue, because the other participant may answer at any moment.
      const muting = runSdkCommand(() => silencer.muteBothWays(call));
      void queue.run(async () => {
        const liveBefore = getLiveCall();
        await muting;
        if (isOver(call)) return;
        // The call may end at any moment, so this is noted before the other call is held.
        if (liveBefore) heldCallByNewCall.set(call, liveBefore);
        const result = await runSdkCommand(async () => {
          const isInFront = await bringToFront(call);
          if (!isInFront) heldCallByNewCall.delete(call);
        });
        if (!result.ok && !isOver(call)) onProblem(result.problem);
      });
    },
    switchTo: (call) =>
      queue.run(() =>
        runSdkCommand(async () => {
          if (!isOver(call)) await bringToFront(call);
        }),
      ),
    hold: (call, then) =>
      queue.run(async () => {
        try {
          if (isRunning(call)) await silencer.putOnHold(call);
        } catch (cause) {
          return { ok: false, problem: toNotHeldProblem(cause, call) };
        }
        return runSdkCommand(async () => {
          if (!isOver(call)) then?.();
        });
      }),
    async unmute(call) {
      // The call on the screen was muted for another tab, before anybody answered. The user now wants to be heard in this call.
      if (call === getFront() && silencer.isMutedBothWays(call))
        await queue.run(async () => {
          if (call === getFront() && silencer.isMutedBothWays(call) && !isOver(call))
            await bringToFront(call);
        });
      await getMicrophone(call)?.setMuted(false);
      const isInBackground = call !== getFront() || silencer.isMutedBothWays(call);
      if (isInBackground && call.state !== 'LocalHold' && !isOver(call)) await silencer.muteBothWays(call);
    },
    async hangUp(call) {
      if (isEnding(call)) return;
      hungUpCalls.add(call);
      try {
        await call.hangUp();
      } catch (cause) {
        hungUpCalls.delete(call);
        if (!isEnding(call)) throw cause;
      }
    },
    silenceBackgroundCalls() {
      releaseRightIfSilent();
      for (const call of getCalls()) {
        const isTooLoud = mustBeSilent(call) && isRunning(call) && !silencer.isSilent(call);
        if (!isTooLoud || callsToSilence.has(call)) continue;
        callsToSilence.add(call);
        // The SDK may have refused to mute the call before it was connected. Nothing must be heard until it is on hold.
        if (silencer.isMutedBothWays(call)) void runSdkCommand(() => silencer.muteBothWays(call));
        void queue.run(async () => {
          // A command that was running may have brought the call to the front.
          if (!mustBeSilent(call)) return void callsToSilence.delete(call);
          const holdError = await silencer.silenceOrMute(call);
          // A call that cannot be held stays in the set, so that its next events do not lead to further attempts to
          // hold it.
          if (holdError === null) callsToSilence.delete(call);
          else onProblem(toNotHeldProblem(holdError));
        });
      }
    },
    silenceForOtherTab: () =>
      queue.run(async () => {
        silencedCall = getLiveCall();
        const isSilent = await front.silenceInThisTab(null);
        if (isSilent && silencedCall && !isOver(silencedCall)) onProblem(fail('held-for-other-tab').problem);
        return isSilent;
      }),
    restoreForOtherTab() {
      void queue.run(async () => {
        const call = silencedCall;
        silencedCall = null;
        await restoreLive(call);
      });
    },
    isHungUp: (call) => hungUpCalls.has(call),
    handleEndedCall(call, wasConnected) {
      hungUpCalls.delete(call);
      callsToSilence.delete(call);
      silencer.forgetCall(call);
      const heldCall = heldCallByNewCall.get(call);
      heldCallByNewCall.delete(call);
      // The ended call never reached its callee, so the call that was held for it goes on.
      const mustResume = heldCall !== undefined && !wasConnected && getFront() === heldCall;
      releaseRightIfSilent();
      void queue.run(async () => {
        const nextFront = getFront();
        if (!nextFront || isOver(nextFront)) return;
        // A call that was muted in both directions becomes audible. A call on hold stays on hold, unless it must be
        // resumed.
        if (mustResume || nextFront.state !== 'LocalHold') await restoreLive(nextFront);
      });
    },
  };
}
