import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { freePort } from '../fixtures/freePort.ts';
import { hasRedis, startRedis } from '../fixtures/redis.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';
import { answerJson } from '../fixtures/stub.ts';
import type { LogLevel } from '../log.ts';
import type { HttpError } from '../httpError.ts';
import { createQuota, type ConsumeQuota } from './quota.ts';
import { createRedisConnection, type RedisConnection } from './redis.ts';

const person = (index: number) => ({ tid: 'tenant', oid: `person-${index}` });
const personId = (index: number) => `44444444-2222-4333-8444-${String(index).padStart(12, '0')}`;
const passes = (admit: ConsumeQuota, index = 0): Promise<boolean> =>
  admit(person(index)).then(
    () => true,
    (refusal: unknown) => {
      expect(refusal).toMatchObject({ status: 429 });
      return false;
    },
  );

afterEach(() => vi.useRealTimers());

test('outbound quota: 100 req/s for 60 s against 500 per 30 s: no 30 s ever hold more than 500', async () => {
  vi.useFakeTimers();
  const admit = createQuota({ perResource: 500, perPerson: 100_000, redis: null });
  const passed: number[] = [];
  let refusals = 0;
  for (let tick = 0; tick < 6_000; tick += 1) {
    if (await passes(admit)) passed.push(Date.now());
    else refusals += 1;
    vi.advanceTimersByTime(10);
  }
  for (const from of passed) {
    expect(passed.filter((at) => at >= from && at < from + 30_000).length).toBeLessThanOrEqual(500);
  }
  // Safe must not mean idle: at least 80 % of what the quota allows is used.
  expect(passed.length).toBeGreaterThan(800);
  expect(passed.length + refusals).toBe(6_000);
});

test('outbound quota: a refusal is at once and tells when to come back', async () => {
  const admit = createQuota({ perResource: 10, perPerson: 100, redis: null });
  await admit(person(1));
  const refused = await admit(person(2)).catch((error: unknown) => error as HttpError);
  expect(refused).toMatchObject({ status: 429, code: 'quota_used' });
  const seconds = Number((refused as HttpError).headers['retry-after']);
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(5);
});

test('outbound quota: one person alone cannot use up what is everyone’s', async () => {
  const admit = createQuota({ perResource: 700, perPerson: 20, redis: null });
  const greedy = await Promise.all(Array.from({ length: 60 }, () => passes(admit, 1)));
  expect(greedy.filter(Boolean)).toHaveLength(20);
  expect(await passes(admit, 2)).toBe(true);
});

test('S1: one person with refused artifacts leaves the others their exchanges, at the default settings', async () => {
  const running = await startTestService({ EXCHANGE_QUOTA: '500' });
  try {
    running.acs.answer = (_request, response, body) =>
      body.includes('garbage')
        ? answerJson(response, { error: { code: 'InvalidToken' } }, 401)
        : answerJson(response, { token: 't', expiresOn: new Date(Date.now() + 3_600_000).toISOString() });
    const garbage = (index: number) => running.exchange({ body: `{"teamsUserAadToken":"garbage-${index}"}` });
    const greedy = await Promise.all(Array.from({ length: 125 }, (_, index) => garbage(index)));
    const asked = greedy.filter(({ status }) => status === 403);
    const refused = greedy.filter(({ status }) => status === 429);
    expect([asked.length, refused.length]).toEqual([10, 115]);
    expect(refused.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true);
    // ACS allows 71 in 5 s; all but the ten are there for other people.
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

test('outbound quota: being refused because of others does not use up one’s own share', async () => {
  vi.useFakeTimers();
  const admit = createQuota({ perResource: 70, perPerson: 30, redis: null });
  const passed = [];
  for (let second = 0; second < 15; second += 1) {
    for (let attempt = 0; attempt < 20; attempt += 1) passed.push(await passes(admit));
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

// Debian's redis-server package; where it is not installed, the tests above still run.
test.skipIf(!hasRedis)('outbound quota: two replicas count together in a real Redis', async () => {
  const port = await freePort();
  const redis = await startRedis(port);
  const [one, two] = await Promise.all([connected(port), connected(port)]);
  try {
    const options = { perResource: 350, perPerson: 1_000 };
    const replicas = [one, two].map((connection) => createQuota({ ...options, redis: connection }));
    const all = await Promise.all(
      replicas.flatMap((admit) => Array.from({ length: 40 }, () => passes(admit))),
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
  'outbound quota: Redis gone or hanging: people are served, each replica counts alone',
  async () => {
    const port = await freePort();
    const redis = await startRedis(port);
    const connection = await connected(port);
    try {
      const admit = createQuota({ perResource: 350, perPerson: 1_000, redis: connection });
      redis.kill('SIGSTOP');
      const hanging = await Promise.all(Array.from({ length: 60 }, () => passes(admit)));
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
  'outbound quota: two services on one Redis ask ACS no more than one may; the others get 429 at once',
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
