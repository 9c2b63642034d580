import type { TeamsCall } from '@azure/communication-calling';
import type { Microphone } from '../call/microphone.ts';
import { fail, type Problem } from '../../errors/problem.ts';
import { runSdkCommand, translateSdkError } from '../../errors/translateSdkError.ts';
import { withTimeout } from '../../base/withTimeout.ts';
import { createSilencer } from './silencer.ts';

/** The right to have the live call, which one tab of the user has at a time. */
export interface LiveRight {
  /**
   * Gets the right for this tab. The tab that has it puts its calls on hold first.
   * @returns `false` if that tab did not do so in time
   */
  readonly acquire: () => Promise<boolean>;
  /** Notes that a call in this tab uses the right. */
  readonly keep: () => void;
  /**
   * Gives the right up. Must only be called while all calls of this tab are silent. If no call has used the right, the tab
   * that had it before resumes its call.
   */
  readonly release: () => void;
}

/** What a tab does with its calls when another tab takes the right. */
export interface TabCalls {
  /** Puts all calls of this tab on hold, because the user starts, accepts or resumes a call in another tab. */
  readonly silence: () => Promise<boolean>;
  /** Undoes the last `silence`, because the call in the other tab could not be started. */
  readonly restore: () => void;
}

/**
 * What `calls.ts` gives the two files that decide which call is live (`liveCall.ts` and this one). The live call is the
 * only call that is heard.
 */
export interface LiveCallDeps {
  /** All calls that have not ended, oldest first. */
  readonly getCalls: () => readonly TeamsCall[];
  /** The front call: the call on the screen. `null` if there is no call. */
  readonly getFront: () => TeamsCall | null;
  readonly setFront: (call: TeamsCall) => void;
  /** @returns `undefined` if the call has ended */
  readonly getMicrophone: (call: TeamsCall) => Microphone | undefined;
  readonly onProblem: (problem: Problem) => void;
  /** Runs when a call is live again. */
  readonly onLive: () => void;
  readonly liveRight: LiveRight;
}

/** Milliseconds that the SDK may take to resume a call. */
const resumeTimeoutMs = 20_000;

/**
 * Creates the problem of a call that the SDK could not hold. Its code does not depend on the SDK's error.
 * @param heldCall the call that the user wanted to hold; missing if the app wanted to hold a call for another call
 */
export const toNotHeldProblem = (cause: unknown, heldCall?: TeamsCall): Problem => {
  const code = heldCall?.state === 'RemoteHold' ? 'call-held-by-other' : 'call-not-held';
  const { detail = '' } = translateSdkError(cause, code).problem;
  return fail(code, { cause, detail }).problem;
};

/**
 * Creates the steps that make a call the front call and the only call that is heard. The steps must run in the serial
 * queue of `liveCall.ts`, one command at a time.
 * @param isOver whether the call has ended, or the user has hung it up
 */
export function createFrontCall(
  { getCalls, getFront, setFront, getMicrophone, onProblem, onLive, liveRight }: LiveCallDeps,
  isOver: (call: TeamsCall) => boolean,
) {
  const silencer = createSilencer(getMicrophone, isOver);

  /** Gets the right to have the live call. @returns whether this tab has it; if not, this function has reported the problem */
  const acquireRight = async (): Promise<boolean> => {
    const isAcquired = await liveRight.acquire();
    if (!isAcquired) onProblem(fail('other-tab-not-held').problem);
    return isAcquired;
  };

  /** Returns the live call: the front call, unless that call is on hold or over. */
  const getLiveCall = (): TeamsCall | null => {
    const call = getFront();
    return call && !isOver(call) && call.state !== 'LocalHold' ? call : null;
  };

  /** Resumes and unmutes a call. All other calls must be silent already. */
  const makeLive = async (call: TeamsCall): Promise<void> => {
    if (call.state === 'LocalHold') await withTimeout(call.resume(), resumeTimeoutMs);
    if (isOver(call)) return;
    liveRight.keep();
    await silencer.unmuteBothWays(call);
    onLive();
  };

  /**
   * Undoes the silencing of the call that was live before a command, if the command has not made another call live.
   * @param liveBefore `null` if no call was live before the command
   */
  const restoreLive = async (liveBefore: TeamsCall | null): Promise<void> => {
    if (!liveBefore || getFront() !== liveBefore || isOver(liveBefore)) return;
    if (!(await acquireRight())) return;
    const result = await runSdkCommand(() => makeLive(liveBefore));
    if (!result.ok && !isOver(liveBefore)) onProblem(result.problem);
  };

  /**
   * Silences every call of this tab except one.
   * @param audibleCall the call that is not silenced; `null` silences all calls
   * @returns whether all other calls are silent now; if not, this function has reported the problem
   */
  const silenceInThisTab = async (audibleCall: TeamsCall | null): Promise<boolean> => {
    // While the SDK holds one call, another call may appear or be answered, so each step looks at all calls again.
    const findAudible = () => getCalls().find((call) => call !== audibleCall && !silencer.isSilent(call));
    try {
      for (let call = findAudible(); call; call = findAudible()) await silencer.silence(call);
      return true;
    } catch (cause) {
      onProblem(toNotHeldProblem(cause));
      return false;
    }
  };

  /** Like `silenceInThisTab`, after the other tabs have put their calls on hold. */
  const silenceOthers = async (audibleCall: TeamsCall | null): Promise<boolean> =>
    (await acquireRight()) && silenceInThisTab(audibleCall);

  /** Silences all other calls, then makes `call` the front call and the live call. @returns whether that succeeded */
  const bringToFront = async (call: TeamsCall): Promise<boolean> => {
    const liveBefore = getLiveCall();
    const areOthersSilent = await silenceOthers(call);
    if (!areOthersSilent || isOver(call)) {
      await restoreLive(liveBefore);
      return false;
    }
    setFront(call);
    await makeLive(call);
    return true;
  };

  return {
    silencer,
    getLiveCall,
    restoreLive,
    acquireRight,
    silenceInThisTab,
    silenceOthers,
    bringToFront,
  };
}
