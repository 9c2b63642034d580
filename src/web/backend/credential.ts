import { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { fail, type Problem, type Result } from '../errors/problem.ts';
import type { AcsToken, TokenHook } from './tokenHook.ts';

/** Milliseconds until an attempt without an answer has failed. */
const attemptTimeoutMs = 15_000;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A temporary problem is reported only if the token expires within this time. */
const reportBeforeMs = 180_000;

/** Passes a problem through the SDK's credential, which can only throw errors. */
class TokenRefreshError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`The ACS access token could not be renewed: ${problem.code}`);
    this.name = 'TokenRefreshError';
    this.problem = problem;
  }
}

/** Waits for a promise. @returns `null` if it does not settle within `timeoutMs` milliseconds */
async function orNull<T>(timeoutMs: number, promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, null);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Calls a token hook once. A hook that does not answer within 15 s is aborted and has failed. */
export async function attemptToken(hook: TokenHook): Promise<Result<AcsToken>> {
  const controller = new AbortController();
  const result = await orNull(attemptTimeoutMs, hook(controller.signal));
  if (result) return result;
  controller.abort();
  return fail('service-unreachable', { detail: 'timeout' });
}

/**
 * Milliseconds until the next attempt: exponential backoff from 1 s to 30 s with full jitter. If the service asked for a
 * delay, jitter is added to it, because a busy service asks all clients for the same delay and they must not all return at
 * once.
 * @param failures how many attempts have failed before
 * @param requestedMs the delay that the service asked for, in milliseconds
 */
function retryDelayMs(failures: number, requestedMs = 0): number {
  const backoff = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
  return requestedMs + Math.random() * Math.max(backoff, requestedMs / 4);
}

export interface Renewal {
  /** Gets a problem that the user should know of, and `null` when a renewal succeeds. */
  readonly onProblem: (problem: Problem | null) => void;
  /** Calls `listener` whenever a retry may succeed: the user signed in, or the network is back. @returns the unsubscribe */
  readonly onRetryPossible: (listener: () => void) => () => void;
  /** Runs one attempt when it is this tab's turn. */
  readonly turn: <T>(attempt: () => Promise<T>) => Promise<T>;
}

/**
 * The credential that the Calling SDK holds for as long as the app runs.
 *
 * Its refresher never rejects, because one rejection would end proactive renewal for good and be an unhandled rejection
 * (observed in @azure/communication-common 2.5.0). It tries again, also after the token has expired, or waits for the user if
 * only the user can solve the problem. A running call is not affected. `getToken` rejects after 15 s, so that its callers do
 * not wait that long.
 * @param first the token that the app has already got
 */
export function createCredential(
  hook: TokenHook,
  first: AcsToken,
  { onProblem, onRetryPossible, turn }: Renewal,
): AzureCommunicationTokenCredential {
  let current = first;
  let lastProblem: Problem | null = null;
  let isDisposed = false;

  /** Waits until a retry may succeed, but no longer than `ms` milliseconds, unless that is `null`. */
  const waitForRetry = (ms: number | null): Promise<void> =>
    new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(done, ms);
      const unsubscribe = onRetryPossible(done);
      function done() {
        clearTimeout(timer);
        unsubscribe();
        resolve();
      }
    });

  const renew = async (): Promise<AcsToken> => {
    for (let failures = 0; ; failures++) {
      const result = await turn(() => attemptToken(hook));
      // Nobody waits for the token any more, and a rejection would be unhandled.
      if (isDisposed) return new Promise(() => {});
      if (result.ok) {
        lastProblem = null;
        onProblem(null);
        return result.value;
      }
      lastProblem = result.problem;
      const isTemporary = lastProblem.remedy === 'retry';
      if (!isTemporary || current.expiresAt - Date.now() < reportBeforeMs) onProblem(lastProblem);
      await waitForRetry(isTemporary ? retryDelayMs(failures, lastProblem.retryAfter) : null);
    }
  };

  const toSdk = ({ token, expiresAt }: AcsToken) => ({ token, expiresOnTimestamp: expiresAt });
  const credential = new AzureCommunicationTokenCredential({
    token: toSdk(first),
    refreshProactively: true,
    tokenRefresher: async () => {
      current = await renew();
      return toSdk(current);
    },
  });
  const getToken = credential.getToken.bind(credential);
  credential.getToken = (options) => {
    const waiting = orNull(attemptTimeoutMs, getToken(options));
    return waiting.then((token) => {
      if (token) return token;
      throw new TokenRefreshError(lastProblem ?? fail('service-unreachable').problem);
    });
  };
  const dispose = credential.dispose.bind(credential);
  credential.dispose = () => {
    isDisposed = true;
    dispose();
  };
  return credential;
}
