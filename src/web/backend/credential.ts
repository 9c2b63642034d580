import { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { fail, type Problem, type Result } from '../errors/problem.ts';
import type { AcsToken, TokenHook } from './tokenHook.ts';

/** How one attempt and the pauses between attempts are bounded, in milliseconds. */
const limits = { attempt: 15_000, firstPause: 1_000, longestPause: 30_000, stopBeforeExpiry: 15_000 };

/** Carries the problem through the credential, which knows only thrown errors. */
class TokenRefreshError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`The ACS access token could not be renewed: ${problem.code}`);
    this.name = 'TokenRefreshError';
    this.problem = problem;
  }
}

/** One attempt that cannot hang: a hook that does not answer in 15 s has failed. */
export async function attemptToken(hook: TokenHook): Promise<Result<AcsToken>> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Result<AcsToken>>((resolve) => {
    timer = setTimeout(() => {
      controller.abort();
      resolve(fail('service-unreachable', { detail: 'timeout' }));
    }, limits.attempt);
  });
  try {
    return await Promise.race([hook(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Full jitter, doubling from 1 s to 30 s; a longer wait that the service asked for is honoured. */
const pause = (tries: number, asked = 0): number =>
  Math.max(asked, Math.random() * Math.min(limits.longestPause, limits.firstPause * 2 ** tries));

/**
 * The credential that the Calling SDK holds for as long as the app runs.
 *
 * Its refresher retries by itself until shortly before the token ends: one rejection would end proactive
 * renewal for good, and a refresher that hangs would hang every `getToken`
 * (observed in @azure/communication-common 2.5.0).
 * @param first the token that sign-in already got.
 * @param onTrouble told of each failed renewal, and of `null` when one succeeds again.
 */
export function createCredential(
  hook: TokenHook,
  first: AcsToken,
  onTrouble: (problem: Problem | null) => void,
): AzureCommunicationTokenCredential {
  let current = first;

  const refresh = async (): Promise<AcsToken> => {
    for (let tries = 0; ; tries++) {
      const result = await attemptToken(hook);
      if (result.ok) {
        onTrouble(null);
        return result.value;
      }
      onTrouble(result.problem);
      const wait = pause(tries, result.problem.retryAfter);
      const isFinal = result.problem.remedy !== 'retry';
      if (isFinal || Date.now() + wait > current.expiresAt - limits.stopBeforeExpiry)
        throw new TokenRefreshError(result.problem);
      await new Promise((resolve) => {
        setTimeout(resolve, wait);
      });
    }
  };

  const toSdk = ({ token, expiresAt }: AcsToken) => ({ token, expiresOnTimestamp: expiresAt });
  return new AzureCommunicationTokenCredential({
    token: toSdk(first),
    refreshProactively: true,
    tokenRefresher: async () => {
      current = await refresh();
      return toSdk(current);
    },
  });
}
