import type { TeamsCall } from '@azure/communication-calling';
import { fail, ok, type Problem, type Result } from '../../errors/problem.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import { withTimeout } from '../../base/withTimeout.ts';
import { createQuieting } from './silencing.ts';

/** What the owner of the live call needs to know of the calls that exist, and may change. */
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

export const notHeld = (cause: unknown): Problem => {
  const { detail = '' } = fromSdk(cause, 'call-not-held').problem;
  return fail('call-not-held', { cause, detail }).problem;
};

/** Runs `task`; what it throws becomes a problem. */
export async function reporting(task: () => Promise<void>): Promise<Result<void>> {
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
  const quieting = createQuieting(isOver);

  /** The call in front, if the user talks in it or waits for an answer. */
  const liveNow = (): TeamsCall | null => {
    const call = front();
    return call && !isOver(call) && call.state !== 'LocalHold' ? call : null;
  };

  /** Makes the call in front audible. All other calls must be silent already. */
  const goLive = async (call: TeamsCall): Promise<void> => {
    if (call.state === 'LocalHold') await withTimeout(call.resume(), resumeTimeoutMs);
    if (!isOver(call)) await quieting.unsilence(call);
  };

  /** After a command that did not lead to a new live call, makes the call live again that was live before. */
  const goBack = async (before: TeamsCall | null): Promise<void> => {
    if (!before || front() !== before || isOver(before)) return;
    const back = await reporting(() => goLive(before));
    if (!back.ok && !isOver(before)) onProblem(back.problem);
  };

  /** Silences every call except one. @returns whether that worked; if not, the problem has been reported */
  const quietOthers = async (but: TeamsCall | null): Promise<boolean> => {
    // Another call may appear, or be answered, while the SDK holds the first.
    const next = () => calls().find((call) => call !== but && !quieting.isQuiet(call));
    try {
      for (let call = next(); call; call = next()) await quieting.quiet(call);
      return true;
    } catch (cause) {
      onProblem(notHeld(cause));
      return false;
    }
  };

  /** @returns whether the call is in front now */
  const bringInFront = async (call: TeamsCall): Promise<boolean> => {
    const before = liveNow();
    const isReady = await quietOthers(call);
    if (!isReady || isOver(call)) {
      await goBack(before);
      return false;
    }
    setFront(call);
    await goLive(call);
    return true;
  };

  return { quieting, liveNow, goBack, quietOthers, bringInFront };
}
