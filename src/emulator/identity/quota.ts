import type { ConditionStore } from '../core/conditionStore.ts';
import { AcsError } from './acsError.ts';

/**
 * Creates the limiter of exchanges. It refuses exchanges only while a test has set the condition `exchangeQuota`. (ACS
 * documents 500 exchanges in 30 s.)
 * @param now returns milliseconds since 1970.
 * @returns a function that counts one exchange, and throws AcsError 429 beyond the quota.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/service-limits#identity
 */
export function createExchangeLimiter(conditions: ConditionStore, now: () => number): () => void {
  /** The times of the counted exchanges, in milliseconds since 1970, oldest first. */
  let times: number[] = [];
  return () => {
    const { exchangeQuota } = conditions.read();
    if (!exchangeQuota) return;
    const { requests, seconds } = exchangeQuota;
    times = times.filter((time) => time > now() - seconds * 1000);
    // If the window contains `requests` exchanges, the quota is used up until the oldest of these leaves the window.
    const oldestCountedTime = times[times.length - requests];
    if (oldestCountedTime !== undefined) {
      const waitSeconds = Math.max(1, Math.ceil((oldestCountedTime + seconds * 1000 - now()) / 1000));
      throw new AcsError(
        429,
        'TooManyRequests',
        `At most ${requests} exchanges in ${seconds} s.`,
        waitSeconds,
      );
    }
    times.push(now());
  };
}
