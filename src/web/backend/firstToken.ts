import { computeRetryDelayMs } from '../base/retryDelay.ts';
import type { Result } from '../errors/problem.ts';
import { requestAcsToken } from './credential.ts';
import type { AcsToken, TokenHook } from './tokenHook.ts';

/** How long the app waits for a busy service before it tells the user. */
const longestWaitMs = 30_000;

/**
 * Gets a user's first ACS token. While the service is busy (429), as when a whole company signs in, this function waits as long as
 * the service asks, and tries again. It returns all other problems at once, because the user can do something about them.
 * @param isOver whether the user has signed out meanwhile
 */
export async function requestFirstToken(hook: TokenHook, isOver: () => boolean): Promise<Result<AcsToken>> {
  const startedAt = Date.now();
  for (let failures = 0; ; failures++) {
    // oxlint-disable-next-line no-await-in-loop -- Each attempt depends on the answer to the last one.
    const result = await requestAcsToken(hook);
    if (result.ok || result.problem.code !== 'service-busy' || isOver()) return result;
    const delayMs = computeRetryDelayMs(failures, result.problem.retryAfterMs);
    if (Date.now() - startedAt + delayMs > longestWaitMs) return result;
    // oxlint-disable-next-line no-await-in-loop -- The next attempt must wait.
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}
