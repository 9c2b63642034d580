import { computeRetryDelayMs } from '../base/retryDelay.ts';
import type { ProblemCode } from '../errors/catalogue.ts';
import type { Problem } from '../errors/problem.ts';

/** The problems that may pass by themselves. */
const passingProblems: ReadonlySet<ProblemCode> = new Set([
  'sign-in-unreachable',
  'service-unreachable',
  'service-busy',
  'service-failed',
  'acs-unreachable',
  'acs-busy',
  'acs-failed',
  'agent-unreachable',
]);

/** Long enough for the user to read what the app is waiting for. */
const shortestDelayMs = 1_000;

/**
 * Repeats a failed start, so that a page that was opened during an outage connects by itself.
 * @param attempt runs when the next attempt is due, later after each failure, and at once when the device is online again
 */
export function createStartRetry(attempt: () => void) {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    clearTimeout(timer);
    removeEventListener('online', run);
  };
  const run = () => {
    cancel();
    attempt();
  };
  return {
    /** @returns when the next attempt is due, in milliseconds since 1970; `null` if another attempt would not help */
    schedule(problem: Problem): number | null {
      cancel();
      if (!passingProblems.has(problem.code)) return null;
      const delayMs = shortestDelayMs + computeRetryDelayMs(failures, problem.retryAfterMs);
      failures += 1;
      timer = setTimeout(run, delayMs);
      addEventListener('online', run);
      return Date.now() + delayMs;
    },
    cancel,
  };
}
