import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  RLWrapperTimeouts,
} from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Caller } from '../auth/caller.ts';
import { HttpError } from '../httpError.ts';
import type { RedisConnection } from './redis.ts';

/** ACS limits the exchanges of a resource in 30 s ("Service limits": 500). */
const periodSeconds = 30;
/**
 * Length of the windows in which this service counts. Any 30 s overlap at most 30 / 5 + 1 windows, so a seventh
 * of the quota in each keeps the sum below the limit, wherever ACS's own window begins. A used-up quota is
 * available again after 5 s.
 */
const windowSeconds = 5;
const windowsPerPeriod = periodSeconds / windowSeconds + 1;
const redisTimeoutMs = 500;

export interface QuotaOptions {
  /** Exchanges in 30 s of all replicas together. */
  readonly perResource: number;
  /**
   * Exchanges in 30 s of one user. The settings keep it far below `perResource`, so that one user cannot use up
   * the quota.
   */
  readonly perPerson: number;
  /** The Redis server in which replicas count together; null counts in this process alone. */
  readonly redis: RedisConnection | null;
}

/**
 * Takes one exchange from the quota. Never waits.
 *
 * @throws HttpError 429 with the seconds until the next exchange is possible, when the quota is used up
 */
export type ConsumeQuota = (caller: Caller) => Promise<void>;

export function createQuota({ perResource, perPerson, redis }: QuotaOptions): ConsumeQuota {
  const perWindow = Math.max(1, Math.floor(perResource / windowsPerPeriod));
  const ofPerson = createLimiter(
    { keyPrefix: 'switchboard-person', points: perPerson, duration: periodSeconds },
    redis,
  );
  const ofResource = createLimiter(
    { keyPrefix: 'switchboard-resource', points: perWindow, duration: windowSeconds },
    redis,
  );
  return async (caller) => {
    const personKey = `${caller.tid} ${caller.oid}`;
    await consume(ofPerson, personKey, 'person_quota_used');
    try {
      await consume(ofResource, 'all', 'quota_used');
    } catch (refusal) {
      // ACS was not called, so the attempt does not count for the user.
      await ofPerson.reward(personKey);
      throw refusal;
    }
  };
}

interface LimiterOptions {
  readonly keyPrefix: string;
  readonly points: number;
  /** Length of the window in seconds. */
  readonly duration: number;
}

/**
 * Creates a counter. While Redis is unavailable each process counts by itself: users are still served, and a
 * 429 of ACS is passed on.
 */
function createLimiter(options: LimiterOptions, redis: RedisConnection | null): RateLimiterAbstract {
  const memory = new RateLimiterMemory(options);
  if (!redis) return memory;
  return new RLWrapperTimeouts({
    timeoutMs: redisTimeoutMs,
    limiter: new RateLimiterRedis({
      ...options,
      storeClient: redis.client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      insuranceLimiter: memory,
    }),
  });
}

async function consume(limiter: RateLimiterAbstract, key: string, code: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new HttpError(429, code, { headers: { 'retry-after': String(seconds) } });
  }
}
