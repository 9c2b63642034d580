import type { AcsExchangeOptions } from '../../../src/server/exchange/acsExchange.ts';

/** What a simulated resource does: answers, answers 503, or never answers. */
export type AcsBehaviour = 'works' | 'fails' | 'hangs';

/** One simulated ACS resource, in place of Microsoft's identity client, HTTP and the resource itself. */
export type SimulatedAcs = ReturnType<typeof createSimulatedAcs>;

/** Creates a simulated resource, which refuses with 429 what is beyond `quota` requests in any 30 s. */
export function createSimulatedAcs(quota: number, takeMs: () => number, takeTokenMs: () => number) {
  const isRefused = createSlidingWindow(quota);
  const acs = {
    behaviour: 'works' as AcsBehaviour,
    issued: 0,
    /** Requests that the resource has refused because of its quota. */
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
    } satisfies AcsExchangeOptions['client'],
  };
  return acs;
}

/** Milliseconds of the period in which ACS counts. */
const periodMs = 30_000;

/** Counts every request of the last 30 s, also the refused ones. @returns a function that counts one, and says if it is refused */
function createSlidingWindow(quota: number): (now: number) => boolean {
  /** The times of the last requests, as a ring: the oldest one is at `oldest`. */
  const times = new Float64Array(quota).fill(-Infinity);
  let oldest = 0;
  return (now) => {
    const isRefused = (times[oldest] ?? 0) > now - periodMs;
    times[oldest] = now;
    oldest = (oldest + 1) % quota;
    return isRefused;
  };
}

/** Creates an error as Microsoft's identity client throws it. */
const createRestError = (statusCode: number, code: string, retryAfter?: string): Error =>
  Object.assign(new Error(code), {
    name: 'RestError',
    statusCode,
    code,
    response: { headers: { get: (name: string) => (name === 'retry-after' ? retryAfter : undefined) } },
  });
