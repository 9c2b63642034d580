import { hash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../auth/caller.ts';
import { HttpError } from '../httpError.ts';
import type { Settings } from '../settings/settings.ts';
import type { RedisConnection } from './redis.ts';

/**
 * ACS allows 500 exchanges (`exchangeTokens`) at a resource in 30 s.
 *
 * @see https://learn.microsoft.com/azure/communication-services/concepts/service-limits#identity
 */
const periodSeconds = 30;
/**
 * The length of the windows in which this service counts. ACS's period of 30 s overlaps at most 30 / 5 + 1 = 7 windows,
 * whenever it begins. So the service never exceeds the limit of ACS if each window gets a seventh of the quota. A used-up
 * window ends after 5 s at most.
 */
export const windowSeconds = 5;
const windowsPerPeriod = periodSeconds / windowSeconds + 1;
/**
 * Computes the number of exchanges that the service allows a resource in one window.
 *
 * @param perResource the number of exchanges in 30 s that ACS allows the resource
 */
export const countPerWindow = (perResource: number): number =>
  Math.max(1, Math.floor(perResource / windowsPerPeriod));

/** `redis` is the server in which all replicas count together. With null each process counts by itself. */
export type QuotaOptions = Settings['quota'] & { readonly redis: RedisConnection | null };

/**
 * Takes one exchange from the quota.
 *
 * @throws HttpError 429 at once when the quota is used up; `Retry-After` says when the next exchange is possible
 */
export type ConsumeQuota = (caller: Caller) => Promise<void>;

/**
 * Creates the quotas: one for each ACS resource, and one for each person at all resources together.
 *
 * @returns a function that takes the name of a resource (the key in Redis), and returns the function that uses up its quota
 */
export function createQuotas({
  perResource,
  perPerson,
  redis,
}: QuotaOptions): (resource: string) => ConsumeQuota {
  const exchangesPerWindow = countPerWindow(perResource);
  const personLimiter = createLimiter('switchboard-person', perPerson, periodSeconds, redis);
  const resourceLimiter = createLimiter('switchboard-resource', exchangesPerWindow, windowSeconds, redis);
  return (resource) => async (caller) => {
    // Readers of Redis need not learn who calls.
    const personKey = hash('sha256', `${caller.tid} ${caller.oid}`, 'base64url');
    await takePoint(personLimiter, personKey, 'person_quota_used');
    try {
      await takePoint(resourceLimiter, resource, 'quota_used');
    } catch (error) {
      // The service does not call ACS, so it gives the user's point back.
      await personLimiter.reward(personKey);
      throw error;
    }
  };
}

/** Takes one point under a key (`consume`), or gives one back (`reward`). Each point is an exchange. */
type Limiter = Record<'consume' | 'reward', (key: string) => Promise<RateLimiterRes>>;

/**
 * Creates a rate limiter. While Redis is unavailable, each process counts by itself. If the replicas together then exceed the
 * limit of ACS, users get the 429 of ACS.
 *
 * @param keyPrefix of the keys in Redis
 * @param points the number of exchanges that are allowed in a window
 * @param duration the length of a window, in seconds
 */
function createLimiter(
  keyPrefix: string,
  points: number,
  duration: number,
  redis: RedisConnection | null,
): Limiter {
  const options = { keyPrefix, points, duration };
  const memory = new RateLimiterMemory(options);
  if (!redis) return memory;
  // `useRedisPackage`: the client is from the package `redis`, and not from `ioredis`.
  const shared = new RateLimiterRedis({ ...options, storeClient: redis.client, useRedisPackage: true });
  const count = (method: keyof Limiter, key: string): Promise<RateLimiterRes> => {
    const countAlone = () => memory[method](key);
    return redis.client.isReady
      ? redis.availability.askOr(() => shared[method](key), countAlone)
      : countAlone();
  };
  return { consume: (key) => count('consume', key), reward: (key) => count('reward', key) };
}

/** @param code the error code of the refusal when no point is left. @throws HttpError 429 */
async function takePoint(limiter: Limiter, key: string, code: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new HttpError(429, code, { headers: { 'retry-after': String(seconds) } });
  }
}
