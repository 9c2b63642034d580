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

/** ACS counts exchanges per resource in 30 s ("Service limits": 500). */
const periodSeconds = 30;
/**
 * This service counts in shorter windows. Any 30 s touch at most 30 / 5 + 1 of them, so a seventh of the quota in
 * each keeps the sum below it wherever ACS's own window begins, and a used-up quota is back after 5 s.
 */
const windowSeconds = 5;
const windowsPerPeriod = periodSeconds / windowSeconds + 1;
const redisTimeoutMs = 500;

export interface QuotaOptions {
  /** Exchanges in 30 s by all replicas together. */
  readonly perResource: number;
  /** Exchanges in 30 s by one person; the settings keep it far below the quota, so that one cannot use up what is everyone's. */
  readonly perPerson: number;
  /** Where replicas count together; null counts in this process alone. */
  readonly redis: RedisConnection | null;
}

/** Lets one call to ACS pass, or throws `Problem` 429 with the seconds until the next may. Never waits. */
export type ConsumeQuota = (caller: Caller) => Promise<void>;

export function createQuota({ perResource, perPerson, redis }: QuotaOptions): ConsumeQuota {
  const share = Math.max(1, Math.floor(perResource / windowsPerPeriod));
  const person = createLimiter(
    { keyPrefix: 'switchboard-person', points: perPerson, duration: periodSeconds },
    redis,
  );
  const resource = createLimiter(
    { keyPrefix: 'switchboard-resource', points: share, duration: windowSeconds },
    redis,
  );
  return async (caller) => {
    const who = `${caller.tid} ${caller.oid}`;
    await consume(person, who, 'person_quota_used');
    try {
      await consume(resource, 'all', 'quota_used');
    } catch (refusal) {
      // What ACS was not asked for is not the person's use of it.
      await person.reward(who);
      throw refusal;
    }
  };
}

interface Count {
  readonly keyPrefix: string;
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

/** While Redis is away each process counts by itself: people are served, and ACS's own 429 is handed on. */
function createLimiter(count: Count, redis: RedisConnection | null): RateLimiterAbstract {
  const memory = new RateLimiterMemory(count);
  if (!redis) return memory;
  return new RLWrapperTimeouts({
    timeoutMs: redisTimeoutMs,
    limiter: new RateLimiterRedis({
      ...count,
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
