import type { TeamsCall } from '@azure/communication-calling';
import { waitForState } from '../call/callState.ts';
import { fail, type Problem } from '../../errors/problem.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';

/** Milliseconds that a call which the user has hung up may take to end until it is muted both ways. */
const muteAfterMs = 1_000;
/** Milliseconds that a call may take to end until the app tries again, and tells the user. */
const answerTimeoutMs = 3_000;
/** Milliseconds before each of the first further attempts. */
const retryDelaysMs = [2_000, 4_000, 8_000];
const longestRetryDelayMs = 10_000;

interface HangUpDeps {
  readonly muteBothWays: (call: TeamsCall) => Promise<void>;
  readonly onProblem: (problem: Problem) => void;
  /** Runs when a call has ended about which the user was told. */
  readonly onProblemEnd: (problem: Problem) => void;
}

const hasEnded = ({ state }: TeamsCall): boolean => state === 'Disconnected';

/**
 * Creates the command *Hang up*. It ends a call even if the service refuses that or does not answer: the app mutes the call both ways,
 * tells the user, and tries again until the call has ended.
 */
export function createHangUp({ muteBothWays, onProblem, onProblemEnd }: HangUpDeps) {
  /** The calls that the user has hung up and that have not ended yet. */
  const leavingCalls = new Map<TeamsCall, { readonly told: Promise<void>; readonly tryAgain?: () => void }>();
  const closing = new AbortController();

  // The microphone goes on trying by itself if the service refuses to mute it. Every wait for silence looks at the facts.
  const mute = (call: TeamsCall) => void muteBothWays(call).catch(() => undefined);

  /** @returns why the call has not ended; `null` if it has */
  const tryToEnd = async (call: TeamsCall): Promise<unknown> => {
    const ended = waitForState(call, () => hasEnded(call), answerTimeoutMs).then((isOver) =>
      isOver ? null : new DOMException('The call has not ended in time.', 'TimeoutError'),
    );
    const request = async () => call.hangUp();
    const answered = request().then(
      () => ended,
      (cause: unknown) => (call.state === 'Disconnecting' || hasEnded(call) ? ended : cause),
    );
    const timer = setTimeout(mute, muteAfterMs, call);
    return Promise.race([ended, answered]).finally(() => clearTimeout(timer));
  };

  const endUntilEnded = async (call: TeamsCall, onTold: () => void): Promise<void> => {
    let problem: Problem | null = null;
    for (let count = 0; !closing.signal.aborted; count += 1) {
      const cause = await tryToEnd(call);
      if (cause === null) break;
      mute(call);
      if (!problem) {
        const { detail = '' } = translateSdkError(cause, 'call-not-ended').problem;
        const retry = () => leavingCalls.get(call)?.tryAgain?.();
        problem = fail('call-not-ended', { cause, detail, retry }).problem;
        onProblem(problem);
        onTold();
      }
      const delayMs = retryDelaysMs[count] ?? longestRetryDelayMs;
      const pressed = new Promise<void>((resolve) => {
        const leaving = leavingCalls.get(call);
        if (leaving) leavingCalls.set(call, { ...leaving, tryAgain: resolve });
      });
      await Promise.race([pressed, waitForState(call, () => hasEnded(call), delayMs)]);
    }
    if (problem) onProblemEnd(problem);
  };

  return {
    /** Whether the user has hung up the call, and it has not ended yet. */
    isHungUp: (call: TeamsCall): boolean => leavingCalls.has(call),
    /** Hangs up. Resolves when the call has ended, or when the user has been told that it has not. */
    hangUp: (call: TeamsCall): Promise<void> => {
      const leaving = leavingCalls.get(call);
      leaving?.tryAgain?.();
      if (leaving || hasEnded(call)) return leaving?.told ?? Promise.resolve();
      let tell = () => {};
      const told = new Promise<void>((resolve) => (tell = resolve));
      // Before the SDK hears of it, because the events of the call then say that the user has hung up.
      leavingCalls.set(call, { told });
      void endUntilEnded(call, tell).finally(tell);
      return told;
    },
    /** Ends the call for everybody in it. @throws what the SDK throws; the user then stays in the call */
    endForEveryone: async (call: TeamsCall): Promise<void> => {
      leavingCalls.set(call, { told: Promise.resolve() });
      try {
        await call.hangUp({ forEveryone: true });
      } catch (cause) {
        if (call.state === 'Disconnecting' || hasEnded(call)) return;
        leavingCalls.delete(call);
        throw cause;
      }
    },
    forgetCall: (call: TeamsCall): void => void leavingCalls.delete(call),
    close: (): void => {
      closing.abort();
      for (const { tryAgain } of leavingCalls.values()) tryAgain?.();
    },
  };
}
