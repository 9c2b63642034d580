import type { AcsExchangeOptions } from '../../../src/server/exchange/acsExchange.ts';
import { createSlidingWindow } from './slidingWindow.ts';

/** What a simulated resource does: answers, answers 503, or never answers. */
export type AcsBehaviour = 'works' | 'fails' | 'hangs';

/** One simulated ACS resource, in place of Microsoft's identity client, HTTP and the resource itself. */
export interface SimulatedAcs {
  readonly client: AcsExchangeOptions['client'];
  behaviour: AcsBehaviour;
  /** Tokens that the resource has issued. */
  issued: number;
  /** Requests that the resource has refused because of its quota. */
  throttled: number;
}

/**
 * Creates a simulated resource, which refuses with 429 what is beyond its quota.
 *
 * @param quota the number of requests in any 30 s
 * @param takeMs chooses how long an exchange takes, in milliseconds
 * @param takeTokenMs chooses how long a token lives, in milliseconds
 */
export function createSimulatedAcs(
  quota: number,
  takeMs: () => number,
  takeTokenMs: () => number,
): SimulatedAcs {
  const isRefused = createSlidingWindow(quota);
  const acs: SimulatedAcs = {
    behaviour: 'works',
    issued: 0,
    throttled: 0,
    client: {
      async getTokenForTeamsUser({ abortSignal }) {
        const isThrottled = isRefused(Date.now());
        if (acs.behaviour === 'hangs') {
          await new Promise((_resolve, reject) => {
            abortSignal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
          });
        }
        await new Promise((resolve) => setTimeout(resolve, takeMs()));
        if (acs.behaviour === 'fails') throw createRestError(503, 'ServiceUnavailable');
        if (isThrottled) {
          acs.throttled += 1;
          throw createRestError(429, 'TooManyRequests', '5');
        }
        acs.issued += 1;
        return { token: 'acs-token', expiresOn: new Date(Date.now() + takeTokenMs()) };
      },
    },
  };
  return acs;
}

/** Creates an error as Microsoft's identity client throws it. */
const createRestError = (statusCode: number, code: string, retryAfter?: string): Error =>
  Object.assign(new Error(code), {
    name: 'RestError',
    statusCode,
    code,
    response: { headers: { get: (name: string) => (name === 'retry-after' ? retryAfter : undefined) } },
  });
