/** The longest random delay before the first retry. It doubles with each failed attempt. */
const firstPauseMs = 1_000;
/** The longest random delay before any retry, unless the service asks for more. */
const longestPauseMs = 30_000;

/**
 * Computes the milliseconds until the next attempt: exponential backoff from 1 s to 30 s with full jitter. The delay is random,
 * because a service's clients must not all return in the same second after an outage. A service asks all clients for the same
 * delay, so the random one is added to that, and may be at least a quarter as long.
 * @param failures how many attempts have failed so far
 * @param requestedMs the delay that the service asks for
 */
export function computeRetryDelayMs(failures: number, requestedMs = 0): number {
  const backoff = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
  return requestedMs + Math.random() * Math.max(backoff, requestedMs / 4);
}
