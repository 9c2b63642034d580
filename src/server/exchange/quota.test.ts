import { afterEach, describe, expect, test, vi } from 'vitest';
import { hasRedis, startRedis, type TestRedis } from '../fixtures/redis.ts';
import type { HttpError } from '../httpError.ts';
import { createQuotas, type ConsumeQuota, type QuotaOptions } from './quota.ts';
import { createRedisConnection, type RedisConnection } from './redis.ts';

const createQuota = (options: QuotaOptions): ConsumeQuota => createQuotas(options)('fabrikam');
const createCaller = (index: number) => ({ tid: 'tenant', oid: `person-${index}` });
/** Tries an exchange of each of these callers at the same time. @returns how many exchanges the quota allows */
const countAllowed = async (consumeQuota: ConsumeQuota, indexes: number[]): Promise<number> =>
  (await Promise.all(indexes.map((index) => tryExchange(consumeQuota, index)))).filter(Boolean).length;
const listIndexes = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const tryExchange = (consumeQuota: ConsumeQuota, index = 0): Promise<boolean> =>
  consumeQuota(createCaller(index)).then(
    () => true,
    (refusal: unknown) => {
      expect(refusal).toMatchObject({ status: 429 });
      return false;
    },
  );

test('the quota allows at most 500 exchanges in any 30 s, at 100 requests a second for 60 s', async () => {
  vi.useFakeTimers();
  const consumeQuota = createQuota({ perResource: 500, perPerson: 100_000, redis: null });
  const allowedAt: number[] = [];
  let refusalCount = 0;
  for (let tick = 0; tick < 6_000; tick += 1) {
    if (await tryExchange(consumeQuota)) allowedAt.push(Date.now());
    else refusalCount += 1;
    vi.advanceTimersByTime(10);
  }
  for (const start of allowedAt) {
    expect(allowedAt.filter((at) => at >= start && at < start + 30_000).length).toBeLessThanOrEqual(500);
  }
  // At least 80 % of the quota must be used.
  expect(allowedAt.length).toBeGreaterThan(800);
  expect(allowedAt.length + refusalCount).toBe(6_000);
});

test('the quota refuses at once, and says when the client may try again', async () => {
  // 10 exchanges in 30 s leave one for each window of 5 s.
  const consumeQuota = createQuota({ perResource: 10, perPerson: 100, redis: null });
  await consumeQuota(createCaller(1));
  const refusal = await consumeQuota(createCaller(2)).catch((error: unknown) => error as HttpError);
  expect(refusal).toMatchObject({ status: 429, code: 'quota_used' });
  const seconds = Number((refusal as HttpError).headers['retry-after']);
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(5);
});

test('S1: at the default settings, one user uses up only their own share of the quota', async () => {
  const consumeQuota = createQuota({ perResource: 500, perPerson: 10, redis: null });
  expect(await countAllowed(consumeQuota, Array<number>(125).fill(100))).toBe(10);
  // In 5 s a seventh of 500 exchanges is allowed. All but ten of them remain for other users.
  expect(await countAllowed(consumeQuota, listIndexes(80))).toBe(61);
});

test('an exchange that the common quota refuses does not reduce the user’s own quota', async () => {
  vi.useFakeTimers();
  const consumeQuota = createQuota({ perResource: 70, perPerson: 30, redis: null });
  const results = [];
  for (let second = 0; second < 15; second += 1) {
    for (let attempt = 0; attempt < 20; attempt += 1) results.push(await tryExchange(consumeQuota));
    vi.advanceTimersByTime(1_000);
  }
  expect(results.filter(Boolean)).toHaveLength(30);
});

test('each resource has a quota of its own, and a person has one quota for all resources', async () => {
  const createResourceQuota = createQuotas({ perResource: 70, perPerson: 15, redis: null });
  for (const resource of ['fabrikam', 'contoso'])
    expect(await countAllowed(createResourceQuota(resource), listIndexes(30))).toBe(10);
  const createWideQuota = createQuotas({ perResource: 7_000, perPerson: 15, redis: null });
  expect(await countAllowed(createWideQuota('fabrikam'), Array<number>(10).fill(1))).toBe(10);
  expect(await countAllowed(createWideQuota('contoso'), Array<number>(30).fill(1))).toBe(5);
});

// The tests below need Debian's package redis-server; the tests above run without it.
const connections: RedisConnection[] = [];
let redis: TestRedis | undefined;
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close();
  await redis?.stop();
});
/** Starts Redis, and connects as many replicas of the service with it. */
async function connectReplicas(count: number): Promise<RedisConnection[]> {
  redis = await startRedis();
  const access = { url: redis.url, identity: null };
  for (let index = 0; index < count; index += 1)
    connections.push(createRedisConnection(access, '', () => {}));
  for (const connection of connections) connection.connect();
  for (const { client } of connections) await vi.waitFor(() => expect(client.isReady).toBe(true), 5_000);
  return connections;
}

describe.skipIf(!hasRedis)('with Redis', () => {
  test('two replicas count together in a real Redis, and each resource under a key of its own', async () => {
    const replicas = (await connectReplicas(2)).map((connection) =>
      createQuotas({ perResource: 350, perPerson: 1_000, redis: connection }),
    );
    for (const resource of ['fabrikam', 'contoso']) {
      const counts = replicas.map((createResourceQuota) =>
        countAllowed(createResourceQuota(resource), listIndexes(40)),
      );
      // Together 50 exchanges, which is a seventh of 350.
      expect((await Promise.all(counts)).reduce((sum, count) => sum + count)).toBe(50);
    }
  });

  test('while Redis hangs or has stopped, each replica counts by itself, and still serves users', async () => {
    const [connection] = await connectReplicas(1);
    if (!connection || !redis) throw new Error('Redis does not run.');
    const options = { perResource: 350, perPerson: 1_000, redis: connection };
    const consumeQuota = createQuota(options);
    redis.kill('SIGSTOP');
    expect(await countAllowed(consumeQuota, listIndexes(60))).toBe(50);
    await redis.stop();
    await vi.waitFor(() => expect(connection.client.isReady).toBe(false), 5_000);
    expect(await tryExchange(createQuota(options))).toBe(true);
  });
});
