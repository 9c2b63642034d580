import { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { fail, type Problem, type Result } from '../errors/problem.ts';
import type { AcsToken, TokenHook } from './tokenHook.ts';

/**
 * How one attempt and the pauses between attempts are bounded, in milliseconds; and how much life is left when a
 * trouble that may pass by itself is told.
 */
const limits = { attempt: 15_000, firstPause: 1_000, longestPause: 30_000, tell: 180_000 };

/** Carries the problem through the credential, which knows only thrown errors. */
class TokenRefreshError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`The ACS access token could not be renewed: ${problem.code}`);
    this.name = 'TokenRefreshError';
    this.problem = problem;
  }
}

/** @returns what `promise` gives, or `null` when it takes longer than `time` milliseconds. */
async function within<T>(time: number, promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, time, null);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One attempt that cannot hang: a hook that does not answer in 15 s has failed. */
export async function attemptToken(hook: TokenHook): Promise<Result<AcsToken>> {
  const controller = new AbortController();
  const result = await within(limits.attempt, hook(controller.signal));
  if (result) return result;
  controller.abort();
  return fail('service-unreachable', { detail: 'timeout' });
}

/**
 * Full jitter, doubling from 1 s to 30 s. A wait that the service asked for is honoured, with jitter on top: every client
 * of a busy service is told the same time, and they must not all return at once.
 */
function pause(tries: number, asked = 0): number {
  const backoff = Math.min(limits.longestPause, limits.firstPause * 2 ** tries);
  return asked + Math.random() * Math.max(backoff, asked / 4);
}

export interface Renewal {
  /** Told of a trouble that the person should know of, and of `null` when a renewal succeeds again. */
  readonly onTrouble: (problem: Problem | null) => void;
  /** Calls `listener` whenever a retry may succeed: the user signed in, or the network is back. @returns the unsubscribe */
  readonly onRetryPossible: (listener: () => void) => () => void;
  /** Makes one attempt when it is this tab's turn. */
  readonly turn: <T>(attempt: () => Promise<T>) => Promise<T>;
}

/**
 * The credential that the Calling SDK holds for as long as the app runs.
 *
 * Its refresher never rejects: one rejection would end proactive renewal for good and be an unhandled one
 * (observed in @azure/communication-common 2.5.0). It goes on trying, past the token's end too, or waits for the
 * person where only the person can help; a call in progress is left alone meanwhile. So that no caller of `getToken`
 * hangs with it, that answers within 15 s.
 * @param first the token that sign-in already got.
 */
export function createCredential(
  hook: TokenHook,
  first: AcsToken,
  { onTrouble, onRetryPossible, turn }: Renewal,
): AzureCommunicationTokenCredential {
  let current = first;
  let trouble: Problem | null = null;
  let disposed = false;

  /** @param wait in milliseconds; without it, until a retry may succeed. */
  const rest = (wait: number | null): Promise<void> =>
    new Promise((resolve) => {
      const timer = wait === null ? undefined : setTimeout(done, wait);
      const forget = onRetryPossible(done);
      function done() {
        clearTimeout(timer);
        forget();
        resolve();
      }
    });

  const renew = async (): Promise<AcsToken> => {
    for (let tries = 0; ; tries++) {
      const result = await turn(() => attemptToken(hook));
      // Whoever waited is gone; a rejection would be one that nobody handles.
      if (disposed) return new Promise(() => {});
      if (result.ok) {
        trouble = null;
        onTrouble(null);
        return result.value;
      }
      trouble = result.problem;
      const mayPass = trouble.remedy === 'retry';
      if (!mayPass || current.expiresAt - Date.now() < limits.tell) onTrouble(trouble);
      await rest(mayPass ? pause(tries, trouble.retryAfter) : null);
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
    const waiting = within(limits.attempt, getToken(options));
    return waiting.then((token) => {
      if (token) return token;
      throw new TokenRefreshError(trouble ?? fail('service-unreachable').problem);
    });
  };
  const dispose = credential.dispose.bind(credential);
  credential.dispose = () => {
    disposed = true;
    dispose();
  };
  return credential;
}
