import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { freePort } from '../fixtures/freePort.ts';
import { hasRedis, startRedis } from '../fixtures/redis.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';
import { sendJson } from '../fixtures/stub.ts';
import type { LogLevel } from '../log.ts';
import type { HttpError } from '../httpError.ts';
import { createQuota, type ConsumeQuota } from './quota.ts';
import { createRedisConnection, type RedisConnection } from './redis.ts';

const person = (index: number) => ({ tid: 'tenant', oid: `person-${index}` });
const personId = (index: number) => `44444444-2222-4333-8444-${String(index).padStart(12, '0')}`;
const passes = (consumeQuota: ConsumeQuota, index = 0): Promise<boolean> =>
  consumeQuota(person(index)).then(
    () => true,
    (refusal: unknown) => {
      expect(refusal).toMatchObject({ status: 429 });
      return false;
    },
  );

afterEach(() => vi.useRealTimers());

test('allows at most 500 exchanges in any 30 s, at 100 requests a second for 60 s', async () => {
  vi.useFakeTimers();
  const consumeQuota = createQuota({ perResource: 500, perPerson: 100_000, redis: null });
  const passed: number[] = [];
  let refusals = 0;
  for (let tick = 0; tick < 6_000; tick += 1) {
    if (await passes(consumeQuota)) passed.push(Date.now());
    else refusals += 1;
    vi.advanceTimersByTime(10);
  }
  for (const from of passed) {
    expect(passed.filter((at) => at >= from && at < from + 30_000).length).toBeLessThanOrEqual(500);
  }
  // At least 80 % of the quota must be used.
  expect(passed.length).toBeGreaterThan(800);
  expect(passed.length + refusals).toBe(6_000);
});

test('refuses at once and says when to retry', async () => {
  const consumeQuota = createQuota({ perResource: 10, perPerson: 100, redis: null });
  await consumeQuota(person(1));
  const refused = await consumeQuota(person(2)).catch((error: unknown) => error as HttpError);
  expect(refused).toMatchObject({ status: 429, code: 'quota_used' });
  const seconds = Number((refused as HttpError).headers['retry-after']);
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(5);
});

test('does not let one user use up the quota of all', async () => {
  const consumeQuota = createQuota({ perResource: 700, perPerson: 20, redis: null });
  const greedy = await Promise.all(Array.from({ length: 60 }, () => passes(consumeQuota, 1)));
  expect(greedy.filter(Boolean)).toHaveLength(20);
  expect(await passes(consumeQuota, 2)).toBe(true);
});

test('S1: leaves other users their exchanges while one user sends refused tokens, at the default settings', async () => {
  const running = await startTestService({ EXCHANGE_QUOTA: '500' });
  try {
    running.acs.answer = (_request, response, body) =>
      body.includes('garbage')
        ? sendJson(response, { error: { code: 'InvalidToken' } }, 401)
        : sendJson(response, { token: 't', expiresOn: new Date(Date.now() + 3_600_000).toISOString() });
    const garbage = (index: number) => running.exchange({ body: `{"teamsUserAadToken":"garbage-${index}"}` });
    const greedy = await Promise.all(Array.from({ length: 125 }, (_, index) => garbage(index)));
    const asked = greedy.filter(({ status }) => status === 403);
    const refused = greedy.filter(({ status }) => status === 429);
    expect([asked.length, refused.length]).toEqual([10, 115]);
    expect(refused.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true);
    // ACS allows 71 in 5 s; all but ten of them remain for other users.
    const others = await Promise.all(
      Array.from({ length: 60 }, async (_, index) =>
        running.exchange({ token: await running.entra.sign({ oid: personId(index) }) }),
      ),
    );
    expect(others.filter(({ status }) => status === 200)).toHaveLength(60);
  } finally {
    await running.close();
  }
});

test('does not count a refusal caused by other users against a user’s own quota', async () => {
  vi.useFakeTimers();
  const consumeQuota = createQuota({ perResource: 70, perPerson: 30, redis: null });
  const passed = [];
  for (let second = 0; second < 15; second += 1) {
    for (let attempt = 0; attempt < 20; attempt += 1) passed.push(await passes(consumeQuota));
    vi.advanceTimersByTime(1_000);
  }
  expect(passed.filter(Boolean)).toHaveLength(30);
});

async function connected(port: number): Promise<RedisConnection> {
  const connection = createRedisConnection(`redis://127.0.0.1:${port}`, () => {});
  connection.connect();
  await vi.waitFor(() => expect(connection.client.isReady).toBe(true), 5_000);
  return connection;
}

// Needs Debian's redis-server package; the tests above run without it.
test.skipIf(!hasRedis)('counts two replicas together in a real Redis', async () => {
  const port = await freePort();
  const redis = await startRedis(port);
  const [one, two] = await Promise.all([connected(port), connected(port)]);
  try {
    const options = { perResource: 350, perPerson: 1_000 };
    const replicas = [one, two].map((connection) => createQuota({ ...options, redis: connection }));
    const all = await Promise.all(
      replicas.flatMap((consumeQuota) => Array.from({ length: 40 }, () => passes(consumeQuota))),
    );
    expect(all.filter(Boolean)).toHaveLength(50);
  } finally {
    one.close();
    two.close();
    redis.kill();
    await once(redis, 'exit');
  }
});

test.skipIf(!hasRedis)(
  'serves users and counts in each replica while Redis is stopped or hangs',
  async () => {
    const port = await freePort();
    const redis = await startRedis(port);
    const connection = await connected(port);
    try {
      const consumeQuota = createQuota({ perResource: 350, perPerson: 1_000, redis: connection });
      redis.kill('SIGSTOP');
      const hanging = await Promise.all(Array.from({ length: 60 }, () => passes(consumeQuota)));
      expect(hanging.filter(Boolean)).toHaveLength(50);
      redis.kill('SIGKILL');
      await once(redis, 'exit');
      const fresh = createQuota({ perResource: 350, perPerson: 1_000, redis: connection });
      await vi.waitFor(() => expect(connection.client.isReady).toBe(false), 5_000);
      expect(await passes(fresh)).toBe(true);
    } finally {
      connection.close();
    }
  },
);

test.skipIf(!hasRedis)(
  'lets two services on one Redis send ACS no more than one service may, and answers the rest with 429 at once',
  async () => {
    const port = await freePort();
    const redis = await startRedis(port);
    let ready = 0;
    const log = (_level: LogLevel, event: string) => void (ready += event === 'redis_ready' ? 1 : 0);
    const env = {
      REDIS_URL: `redis://127.0.0.1:${port}`,
      EXCHANGE_QUOTA: '140',
    };
    const replicas = await Promise.all([startTestService(env, log), startTestService(env, log)]);
    try {
      await vi.waitFor(() => expect(ready).toBe(2), 5_000);
      const ask = async (replica: TestService, index: number) => {
        const token = await replica.entra.sign({ oid: personId(index) });
        const { status, headers } = await replica.exchange({ token });
        return `${status} ${Number(headers.get('retry-after')) > 0}`;
      };
      const asked = Array.from({ length: 60 }, (_, index) => index);
      const answers = await Promise.all(
        replicas.flatMap((replica) => asked.map((index) => ask(replica, index))),
      );
      expect(answers.filter((answer) => answer === '200 false')).toHaveLength(20);
      expect(answers.filter((answer) => answer === '429 true')).toHaveLength(100);
      const [one = 0, two = 0] = replicas.map(({ acs }) => acs.requests.length);
      expect([one + two, one > 0, two > 0]).toEqual([20, true, true]);
    } finally {
      await Promise.all(replicas.map((replica) => replica.close()));
      redis.kill();
      await once(redis, 'exit');
    }
  },
);
