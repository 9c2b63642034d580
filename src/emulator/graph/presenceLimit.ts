import type { ConditionStore } from '../core/conditionStore.ts';
import { createRequestWindow } from '../core/requestWindow.ts';
import { GraphError } from './graphError.ts';

// https://learn.microsoft.com/graph/throttling-limits#cloud-communication-service-limits
const microsoftsLimit = { requests: 1_500, seconds: 30 };

/** Creates a function that counts one request about presence, and throws GraphError 429 beyond the limit. */
export function createPresenceLimiter(
  conditions: ConditionStore,
  now: () => number,
): (clientId: string, tenantId: string) => void {
  const windows = new Map<string, ReturnType<typeof createRequestWindow>>();
  return (clientId, tenantId) => {
    const key = `${clientId} ${tenantId}`;
    const window = windows.get(key) ?? createRequestWindow(now);
    windows.set(key, window);
    const waitSeconds = window(conditions.read().presenceLimit ?? microsoftsLimit);
    if (waitSeconds === null) return;
    throw new GraphError(429, 'TooManyRequests', 'Too many requests about presence.', {
      'retry-after': String(waitSeconds),
    });
  };
}
