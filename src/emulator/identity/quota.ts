import type { ConditionStore } from '../core/conditionStore.ts';
import { AcsError } from './acsError.ts';

/**
 * Creates the quota of exchanges. It has effect only while the condition `exchangeQuota` is set. (ACS documents 500
 * exchanges in 30 s.)
 * @param now returns milliseconds since 1970.
 * @returns a function that counts one exchange, and throws AcsError 429 beyond the quota.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/service-limits#identity
 */
export function createExchangeQuota(conditions: ConditionStore, now: () => number): () => void {
  /** The times of the counted exchanges, in milliseconds since 1970, oldest first. */
  let times: number[] = [];
  return () => {
    const { exchangeQuota } = conditions.read();
    if (!exchangeQuota) return;
    const { requests, seconds } = exchangeQuota;
    times = times.filter((time) => time > now() - seconds * 1000);
    // The quota is used up if there are `requests` exchanges in the window. The next one is allowed when this one
    // leaves it.
    const oldestThatCounts = times[times.length - requests];
    if (oldestThatCounts !== undefined) {
      const waitSeconds = Math.max(1, Math.ceil((oldestThatCounts + seconds * 1000 - now()) / 1000));
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
