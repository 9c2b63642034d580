import type { TeamsCall } from '@azure/communication-calling';
import type { LiveCommands } from '../call/feature.ts';
import { fail, type Problem } from '../../errors/problem.ts';
import { runSdkCommand, translateSdkError } from '../../errors/translateSdkError.ts';
import { isEnding, isRunning } from '../call/callState.ts';
import { createSerialQueue } from '../../base/serialQueue.ts';
import { withTimeout } from '../../base/withTimeout.ts';
import type { Microphone } from '../call/microphone.ts';
import { createHangUp } from './hangUp.ts';
import { createSilencer } from './silencer.ts';

/** The right to have the live call (the only call that is heard). One of the user's tabs has it at a time. */
export interface LiveRight {
  /** Gets the right for this tab. @returns `false` if the tab that has it did not put its calls on hold in time */
  readonly acquire: () => Promise<boolean>;
  /** Must be called when a call uses the right. */
  readonly keep: () => void;
  /**
   * Gives the right up. Must only be called while all of this tab's calls are silent. If no call has used the right, the tab that
   * had it before resumes its call.
   */
  readonly release: () => void;
}

/** What a tab does with its calls when another tab wants the right. */
export interface TabCalls {
  /** Silences all calls, because the user starts, accepts or resumes a call in another tab. @returns whether it could */
  readonly silence: () => Promise<boolean>;
  /** Undoes the last `silence`, because the call in the other tab could not be started. */
  readonly restore: () => void;
}

interface LiveCallDeps {
  /** All calls that have not ended. */
  readonly getCalls: () => readonly TeamsCall[];
  /** The front call, which is the call on the screen. */
  readonly getFront: () => TeamsCall | null;
  readonly setFront: (call: TeamsCall) => void;
  /** Notes which call was put on hold for a call that the SDK has started by itself; `null` for none. */
  readonly noteHeldFor: (call: TeamsCall, heldCall: TeamsCall | null) => void;
  /** @returns `undefined` if the call has ended */
  readonly getMicrophone: (call: TeamsCall) => Microphone | undefined;
  readonly onProblem: (problem: Problem) => void;
  /** Runs when the cause of a problem is gone. */
  readonly onProblemEnd: (problem: Problem) => void;
  readonly onLive: () => void;
  /** Runs when the user has put a call on hold. */
  readonly onHeld: () => void;
  readonly liveRight: LiveRight;
}

const resumeTimeoutMs = 20_000;

/** @param heldCall the call that the user wanted to hold; missing if the app wanted to hold a call because of another one */
const toNotHeldProblem = (cause: unknown, heldCall?: TeamsCall): Problem => {
  const code = heldCall?.state === 'RemoteHold' ? 'call-held-by-other' : 'call-not-held';
  const { detail = '' } = translateSdkError(cause, code).problem;
  return fail(code, { cause, detail }).problem;
};

/**
 * Decides which call is live (docs/live-call.md). All other calls are silenced: on hold, or muted in both directions. Commands that
 * change the live call wait for each other in a queue, and check the calls again after each answer of the SDK.
 */
export function createLiveCall({
  getCalls,
  getFront,
  setFront,
  noteHeldFor,
  getMicrophone,
  onProblem,
  onProblemEnd,
  onLive,
  onHeld,
  liveRight,
}: LiveCallDeps) {
  const queue = createSerialQueue();
  /** Counts the emergency calls. Each ends the turn of all commands before it. */
  let turn = 0;
  /** The turn in which the running command was given. */
  let runningTurn = 0;
  /** Whether the user has placed an emergency call since the running command was given. That command must then change nothing more. */
  const isSuperseded = (): boolean => runningTurn !== turn;
  const run = <T>(task: () => Promise<T>): Promise<T> => {
    const givenIn = turn;
    return queue.run(() => {
      runningTurn = givenIn;
      return task();
    });
  };
  /** The emergency call that was placed last. No call that the SDK starts takes its place. */
  let emergencyCall: TeamsCall | null = null;
  /** Calls in the background that are being silenced, or that the SDK could not hold. */
  const callsToSilence = new Set<TeamsCall>();
  /** The call that was live when another tab last asked for silence. */
  let silencedCall: TeamsCall | null = null;

  /** Whether the call is ending, or the user has hung it up. Commands in the queue skip it. */
  const isLeaving = (call: TeamsCall): boolean => isEnding(call) || hangUps.isHungUp(call);
  const silencer = createSilencer(getMicrophone, isLeaving);
  const hangUps = createHangUp({ muteBothWays: silencer.muteBothWays, onProblem, onProblemEnd });

  /** Gets the right to have the live call, and reports a failure. */
  const acquireRight = async (): Promise<boolean> => {
    const isAcquired = await liveRight.acquire();
    if (!isAcquired && !isSuperseded()) onProblem(fail('other-tab-not-held').problem);
    return isAcquired;
  };

  /** @returns the front call, unless the user holds it or it is over */
  const getLiveCall = (): TeamsCall | null => {
    const call = getFront();
    return call && !isLeaving(call) && call.state !== 'LocalHold' ? call : null;
  };

  /** Resumes and unmutes a call. All other calls must be silent already. */
  const makeLive = async (call: TeamsCall): Promise<void> => {
    if (call.state === 'LocalHold') await withTimeout(call.resume(), resumeTimeoutMs);
    // The user may have placed an emergency call meanwhile.
    if (isLeaving(call) || getFront() !== call) return;
    liveRight.keep();
    await silencer.unmuteBothWays(call);
    onLive();
  };

  /** Makes the call live again that was live before a command, unless the command has changed the front call. */
  const restoreLive = async (liveBefore: TeamsCall | null): Promise<void> => {
    if (!liveBefore || getFront() !== liveBefore || isLeaving(liveBefore)) return;
    if (!(await silenceOthers(liveBefore))) return;
    const result = await runSdkCommand(() => makeLive(liveBefore));
    if (!result.ok && !isLeaving(liveBefore)) onProblem(result.problem);
  };

  /**
   * Silences this tab's calls, and reports a failure.
   * @param audibleCall the call that is not silenced; `null` silences all calls
   * @returns whether all are silent
   */
  const silenceInThisTab = async (audibleCall: TeamsCall | null): Promise<boolean> => {
    // While the SDK holds one call, another call may appear or be answered, so each step looks at all calls again.
    const findAudible = () => getCalls().find((call) => call !== audibleCall && !silencer.isSilent(call));
    try {
      for (let call = findAudible(); call && !isSuperseded(); call = findAudible())
        await silencer.silence(call);
      return !isSuperseded();
    } catch (cause) {
      if (!isSuperseded()) onProblem(toNotHeldProblem(cause));
      return false;
    }
  };

  /** Like `silenceInThisTab`, but first lets the other tabs silence their calls. */
  const silenceOthers = async (audibleCall: TeamsCall | null): Promise<boolean> =>
    (await acquireRight()) && silenceInThisTab(audibleCall);

  /** Silences all other calls, then makes `call` the front call and the live call. @returns whether that succeeded */
  const bringToFront = async (call: TeamsCall): Promise<boolean> => {
    const liveBefore = getLiveCall();
    const areOthersSilent = await silenceOthers(call);
    if (!areOthersSilent || isLeaving(call)) {
      await restoreLive(liveBefore);
      return false;
    }
    setFront(call);
    await makeLive(call);
    return true;
  };

  const areAllSilent = (): boolean => getCalls().every(silencer.isSilent);
  /** Gives up the right to have the live call once no command is running, if then none of this tab's calls is heard. */
  const releaseRightIfSilent = (): void => {
    if (areAllSilent()) void run(async () => areAllSilent() && liveRight.release());
  };

  /** Whether the call must be silent, because it is in the background or was muted for another tab. */
  const mustBeSilent = (call: TeamsCall): boolean => call !== getFront() || silencer.isMutedBothWays(call);

  /**
   * Must be called whenever a call changes. Silences all connected calls in the background, and also a front call that was
   * muted for another tab before it was connected: it goes on hold, so that the user can resume it.
   */
  const silenceBackgroundCalls = (): void => {
    releaseRightIfSilent();
    for (const call of getCalls()) {
      const isTooLoud = mustBeSilent(call) && isRunning(call) && !isLeaving(call) && !silencer.isSilent(call);
      if (!isTooLoud || callsToSilence.has(call)) continue;
      callsToSilence.add(call);
      // The SDK may have refused to mute the call before it was connected, but nobody may hear anything until it is on hold.
      if (silencer.isMutedBothWays(call)) void runSdkCommand(() => silencer.muteBothWays(call));
      void run(async () => {
        // A command may have brought the call to the front meanwhile.
        if (!mustBeSilent(call)) return void callsToSilence.delete(call);
        const holdError = await silencer.silenceOrMute(call);
        // A call that cannot be held stays in the set, so that there is no new attempt after each of its changes.
        if (holdError === null) callsToSilence.delete(call);
        else onProblem(toNotHeldProblem(holdError));
      });
    }
  };

  const commands: LiveCommands = {
    switchTo: (call) =>
      run(() =>
        runSdkCommand(async () => {
          if (!isLeaving(call)) await bringToFront(call);
        }),
      ),
    hold: (call, then) =>
      run(async () => {
        try {
          if (isRunning(call)) await silencer.putOnHold(call);
        } catch (cause) {
          return { ok: false, problem: toNotHeldProblem(cause, call) };
        }
        onHeld();
        return runSdkCommand(async () => {
          if (!isLeaving(call)) then?.();
        });
      }),
    async unmute(call) {
      if (hangUps.isHungUp(call)) return;
      // If the front call was muted for another tab before it was connected, the user now wants to be heard in it.
      if (call === getFront() && silencer.isMutedBothWays(call))
        await run(async () => {
          if (call === getFront() && silencer.isMutedBothWays(call) && !isLeaving(call))
            await bringToFront(call);
        });
      await getMicrophone(call)?.setMuted(false);
      const isInBackground = call !== getFront() || silencer.isMutedBothWays(call);
      if (isInBackground && call.state !== 'LocalHold' && !isLeaving(call)) await silencer.muteBothWays(call);
    },
    hangUp: hangUps.hangUp,
    endForEveryone: hangUps.endForEveryone,
    isHungUp: hangUps.isHungUp,
  };
  return {
    ...commands,
    /**
     * Silences every call, then starts a new call and makes it the front call. Without a new call, the call that was live before
     * becomes live again.
     * @param start returns the new call, or `null` after it has reported why there is none
     */
    silenceAllAndStart: (start: () => Promise<TeamsCall | null>): Promise<TeamsCall | null> =>
      run(async () => {
        const liveBefore = getLiveCall();
        let call: TeamsCall | null = null;
        try {
          if (await silenceOthers(null)) call = await start();
        } finally {
          if (!call || isLeaving(call)) await restoreLive(liveBefore);
          releaseRightIfSilent();
        }
        if (call && !isLeaving(call)) {
          liveRight.keep();
          setFront(call);
          // The SDK may have started another call meanwhile.
          await silenceOthers(call);
        }
        return call;
      }),
    /**
     * Starts an emergency call and makes it the front call, without waiting for other commands or tabs. All other calls are muted both
     * ways at once, and put on hold as soon as the SDK can do so.
     * @param start returns the new call, or `null` after it has reported why there is none
     */
    async startAtOnce(start: () => Promise<TeamsCall | null>): Promise<TeamsCall | null> {
      turn += 1;
      const call = await start();
      if (!call || isLeaving(call)) return call;
      emergencyCall = call;
      setFront(call);
      for (const other of getCalls())
        if (other !== call) void runSdkCommand(() => silencer.muteBothWays(other));
      silenceBackgroundCalls();
      void run(async () => {
        if (await acquireRight()) liveRight.keep();
      });
      return call;
    },
    /** Handles a call that the SDK has started by itself, for example after a transfer: brings it to the front. */
    addUnexpectedCall(call: TeamsCall): void {
      if (getCalls().every((other) => other === call || isLeaving(other))) {
        setFront(call);
        void run(async () => {
          if (await acquireRight()) liveRight.keep();
          else if (!isLeaving(call)) await silencer.silenceOrMute(call);
        });
        return;
      }
      if (emergencyCall && emergencyCall === getFront() && !isLeaving(emergencyCall))
        return void runSdkCommand(() => silencer.muteBothWays(call));
      // The muting does not wait in the queue, because the other participant may answer at any moment.
      const muting = runSdkCommand(() => silencer.muteBothWays(call));
      void run(async () => {
        const liveBefore = getLiveCall();
        await muting;
        if (isLeaving(call)) return;
        // From now on, `handleEndedCall` may run at any moment.
        noteHeldFor(call, liveBefore);
        const result = await runSdkCommand(async () => {
          const isInFront = await bringToFront(call);
          if (!isInFront) noteHeldFor(call, null);
        });
        if (!result.ok && !isLeaving(call)) onProblem(result.problem);
      });
    },
    silenceBackgroundCalls,
    /** See `TabCalls.silence`. */
    silenceForOtherTab: (): Promise<boolean> =>
      run(async () => {
        silencedCall = getLiveCall();
        const isSilent = await silenceInThisTab(null);
        if (isSilent && silencedCall && !isLeaving(silencedCall))
          onProblem(fail('held-for-other-tab').problem);
        return isSilent;
      }),
    /** See `TabCalls.restore`. */
    restoreForOtherTab(): void {
      void run(async () => {
        const call = silencedCall;
        silencedCall = null;
        await restoreLive(call);
      });
    },
    /**
     * Makes another call live after a call has ended.
     * @param heldCall a call to resume, if it is in hand now: the ended call was to replace it, and nobody has answered
     */
    handleEndedCall(call: TeamsCall, heldCall: TeamsCall | undefined): void {
      hangUps.forgetCall(call);
      callsToSilence.delete(call);
      silencer.forgetCall(call);
      const mustResume = heldCall !== undefined && getFront() === heldCall;
      releaseRightIfSilent();
      void run(async () => {
        const nextFront = getFront();
        if (!nextFront || isLeaving(nextFront)) return;
        // A muted call becomes audible. A call on hold stays on hold, unless it must be resumed.
        if (mustResume || nextFront.state !== 'LocalHold') await restoreLive(nextFront);
      });
    },
    /** Ends the attempts to hang up. */
    close: hangUps.close,
  };
}
