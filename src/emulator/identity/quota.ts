import type { ConditionStore } from '../core/conditionStore.ts';
import { createRequestWindow } from '../core/requestWindow.ts';
import { AcsError } from './acsError.ts';

/**
 * Creates the limiter of exchanges. It refuses exchanges only while a test has set the condition `exchangeQuota`. (ACS
 * documents 500 exchanges in 30 s.)
 * @param now returns milliseconds since 1970.
 * @returns a function that counts one exchange, and throws AcsError 429 beyond the quota.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/service-limits#identity
 */
export function createExchangeLimiter(conditions: ConditionStore, now: () => number): () => void {
  const window = createRequestWindow(now);
  return () => {
    const { exchangeQuota } = conditions.read();
    if (!exchangeQuota) return;
    const waitSeconds = window.take(exchangeQuota);
    if (waitSeconds === null) return;
    const { requests, seconds } = exchangeQuota;
    const message = `At most ${requests} exchanges in ${seconds} s.`;
    throw new AcsError(429, 'TooManyRequests', message, waitSeconds);
  };
}
