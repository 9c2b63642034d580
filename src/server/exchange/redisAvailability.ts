import { ErrorReply } from '@redis/client';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Log } from '../log.ts';

/** The time that Redis has for an answer. */
const answerTimeoutMs = 500;
/** How long the service does not ask Redis after a failure. */
const pauseMs = 5_000;

/**
 * Creates the record of whether Redis answers. Thanks to it, a Redis that hangs delays only one exchange in five seconds.
 *
 * @param log receives one line when Redis fails, and one line when it works again
 */
export function createRedisAvailability(log: Log) {
  let state: 'unknown' | 'available' | 'away' = 'unknown';
  let nextAttemptAt = 0;

  /** Notes that Redis works, after an answer or a new connection. */
  const reportSuccess = (): void => {
    if (state !== 'available') log('info', 'redis_ready');
    state = 'available';
  };
  const reportFailure = (error: unknown): void => {
    if (state !== 'away') log('warn', 'redis_away', { reason: describeRedisError(error) });
    state = 'away';
    nextAttemptAt = performance.now() + pauseMs;
  };
  /** Decides whether this exchange asks Redis. While Redis is away, only one exchange after each pause does. */
  const takeAttempt = (): boolean => {
    if (state !== 'away') return true;
    if (performance.now() < nextAttemptAt) return false;
    nextAttemptAt = performance.now() + pauseMs;
    return true;
  };

  return {
    /** Tells whether the last attempt to reach Redis succeeded. */
    isAvailable: (): boolean => state === 'available',
    /**
     * Asks Redis. Uses the alternative if Redis fails, or has failed in the last five seconds.
     *
     * @throws RateLimiterRes if `ask` or the alternative finds that the quota is used up
     */
    async askOr<Result>(ask: () => Promise<Result>, alternative: () => Promise<Result>): Promise<Result> {
      if (!takeAttempt()) return alternative();
      try {
        const result = await limitTime(ask());
        reportSuccess();
        return result;
      } catch (error) {
        if (error instanceof RateLimiterRes) {
          // The quota is used up, but Redis has answered.
          reportSuccess();
          throw error;
        }
        reportFailure(error);
        return alternative();
      }
    },
    reportSuccess,
    reportFailure,
  };
}

/** @throws DOMException `TimeoutError` if Redis does not answer in time */
async function limitTime<Result>(answer: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    const refuse = (): void => reject(new DOMException('no answer', 'TimeoutError'));
    // On a busy machine, an answer may have arrived that Node has not read yet. Node reads it before it runs `setImmediate`.
    timer = setTimeout(() => setImmediate(refuse), answerTimeoutMs);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Names an error without its message, which may contain the address.
 * @returns the code with which Redis's answer begins, such as `WRONGPASS`; the code of a network error; or the error's name
 */
function describeRedisError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  if (error instanceof ErrorReply) return /^[A-Z]+/.exec(error.message)?.[0] ?? error.name;
  // The code of a DOMException is a number without meaning.
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
