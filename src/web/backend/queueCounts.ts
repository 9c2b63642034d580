import * as z from 'zod/mini';
import type { QueueCounts } from '../workday/queue.ts';

const count = z.int().check(z.nonnegative());
const Counts = z.object({ waiting: count, longestWaitSeconds: count, agentsAvailable: count });

const requestTimeoutMs = 10_000;

/**
 * Creates the function that asks the company's server application for its queue. The request has neither a token nor a cookie, so
 * that no server but ACS gets the agent's token: the answer consists of numbers only.
 * @param url `tokenSource.queueUrl` of `config.json`
 */
export function createQueueSource(url: string): () => Promise<QueueCounts | null> {
  return async () => {
    try {
      const signal = AbortSignal.timeout(requestTimeoutMs);
      const response = await fetch(url, { credentials: 'omit', cache: 'no-store', signal });
      const counts = Counts.safeParse(response.ok ? await response.json() : null);
      return counts.success ? counts.data : null;
    } catch {
      return null;
    }
  };
}
