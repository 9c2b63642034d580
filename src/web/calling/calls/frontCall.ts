import type { TeamsCall } from '@azure/communication-calling';
import { fail, ok, type Problem, type Result } from '../../errors/problem.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import { withTimeout } from '../../base/withTimeout.ts';
import { createSilencer } from './silencer.ts';

/** The existing calls, as the owner of the live call reads and changes them. */
export interface LiveCallDeps {
  /** All calls that have not ended, oldest first. */
  readonly calls: () => readonly TeamsCall[];
  /** The call on the screen. */
  readonly front: () => TeamsCall | null;
  readonly setFront: (call: TeamsCall) => void;
  readonly onProblem: (problem: Problem) => void;
}

/** Milliseconds that the SDK may take to resume a call. */
const resumeTimeoutMs = 20_000;

/** The problem of a call that the SDK could not hold. */
export const notHeld = (cause: unknown): Problem => {
  const { detail = '' } = fromSdk(cause, 'call-not-held').problem;
  return fail('call-not-held', { cause, detail }).problem;
};

/** Runs a task. @returns a failure if the task throws */
export async function toResult(task: () => Promise<void>): Promise<Result<void>> {
  try {
    await task();
    return ok(undefined);
  } catch (cause) {
    return fromSdk(cause, 'call-command-failed');
  }
}

/**
 * The steps by which a call comes in front and becomes the only one that is heard. They must run in the serial queue of
 * `liveCall.ts`, one command at a time.
 * @param isOver whether the call has ended, or the user has hung it up
 */
export function createFrontCall(
  { calls, front, setFront, onProblem }: LiveCallDeps,
  isOver: (call: TeamsCall) => boolean,
) {
  const silencer = createSilencer(isOver);

  /** The call in front, unless it is on hold or over. */
  const liveCall = (): TeamsCall | null => {
    const call = front();
    return call && !isOver(call) && call.state !== 'LocalHold' ? call : null;
  };

  /** Resumes and unmutes the call in front. All other calls must be silent already. */
  const makeLive = async (call: TeamsCall): Promise<void> => {
    if (call.state === 'LocalHold') await withTimeout(call.resume(), resumeTimeoutMs);
    if (!isOver(call)) await silencer.unmuteBothWays(call);
  };

  /** Makes the call live again that was live before a command, after the command did not lead to another live call. */
  const restoreLive = async (before: TeamsCall | null): Promise<void> => {
    if (!before || front() !== before || isOver(before)) return;
    const result = await toResult(() => makeLive(before));
    if (!result.ok && !isOver(before)) onProblem(result.problem);
  };

  /**
   * Silences every call except one.
   * @param except `null` silences all calls
   * @returns whether all were silenced; if not, the problem has been reported
   */
  const silenceOthers = async (except: TeamsCall | null): Promise<boolean> => {
    // While the SDK holds one call, another one may appear or be answered.
    const nextAudible = () => calls().find((call) => call !== except && !silencer.isSilent(call));
    try {
      for (let call = nextAudible(); call; call = nextAudible()) await silencer.silence(call);
      return true;
    } catch (cause) {
      onProblem(notHeld(cause));
      return false;
    }
  };

  /** Silences every other call, then makes this one live. @returns whether the call is in front now */
  const bringInFront = async (call: TeamsCall): Promise<boolean> => {
    const before = liveCall();
    const isReady = await silenceOthers(call);
    if (!isReady || isOver(call)) {
      await restoreLive(before);
      return false;
    }
    setFront(call);
    await makeLive(call);
    return true;
  };

  return { silencer, liveCall, restoreLive, silenceOthers, bringInFront };
}
