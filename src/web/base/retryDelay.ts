/** Milliseconds of random delay, at most, before the first retry. The limit doubles with each failed attempt. */
const firstPauseMs = 1_000;
/** Milliseconds of random delay, at most, before any retry, unless the service asks for more. */
const longestPauseMs = 30_000;

/**
 * Computes the milliseconds until the next attempt: exponential backoff from 1 s to 30 s with full jitter. After an outage
 * of the service, its clients must not all return in the same second, so the delay is random. If the service asked for a
 * delay, the jitter is added to that delay, because a busy service asks all clients for the same delay.
 * @param failures how many attempts have failed so far
 * @param requestedMs the delay that the service asked for, in milliseconds
 */
export function computeRetryDelayMs(failures: number, requestedMs = 0): number {
  const backoff = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
  return requestedMs + Math.random() * Math.max(backoff, requestedMs / 4);
}
