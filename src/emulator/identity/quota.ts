import type { ConditionStore } from '../core/conditionStore.ts';
import { AcsError } from './acsError.ts';

/**
 * Creates the limit of exchanges that a condition may set. ACS documents 500 in 30 s.
 * @returns a function that counts an exchange, and throws AcsError 429 beyond the limit.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/service-limits#identity
 */
export function createQuota(conditions: ConditionStore, now: () => number): () => void {
  let times: number[] = [];
  return () => {
    const { exchangeQuota } = conditions.of();
    if (!exchangeQuota) return;
    const { requests, seconds } = exchangeQuota;
    times = times.filter((time) => time > now() - seconds * 1000);
    const first = times[times.length - requests];
    if (first !== undefined) {
      const waitSeconds = Math.max(1, Math.ceil((first + seconds * 1000 - now()) / 1000));
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
