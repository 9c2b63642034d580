import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { findFreePort } from '../fixtures/findFreePort.ts';
import { hasRedis, startRedis } from '../fixtures/redis.ts';
import { acsKey, startTestService, type TestService } from '../fixtures/service.ts';
import { sendJson, startStub } from '../fixtures/stub.ts';
import type { LogLevel } from '../log.ts';
import type { HttpError } from '../httpError.ts';
import { createQuotas, type ConsumeQuota, type QuotaOptions } from './quota.ts';
import { createRedisConnection, type RedisConnection } from './redis.ts';

/** Creates the quota of one resource. */
const createQuota = (options: QuotaOptions): ConsumeQuota => createQuotas(options)('fabrikam');
const createCaller = (index: number) => ({ tid: 'tenant', oid: `person-${index}` });
const createOid = (index: number) => `44444444-2222-4333-8444-${String(index).padStart(12, '0')}`;
/** Tries one exchange of a caller. @returns whether the quota allows it. */
const tryExchange = (consumeQuota: ConsumeQuota, index = 0): Promise<boolean> =>
  consumeQuota(createCaller(index)).then(
    () => true,
    (refusal: unknown) => {
      expect(refusal).toMatchObject({ status: 429 });
      return false;
    },
  );

afterEach(() => vi.useRealTimers());

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

test('the quota does not let one user use up the quota of all', async () => {
  const consumeQuota = createQuota({ perResource: 700, perPerson: 20, redis: null });
  const results = await Promise.all(Array.from({ length: 60 }, () => tryExchange(consumeQuota, 1)));
  expect(results.filter(Boolean)).toHaveLength(20);
  expect(await tryExchange(consumeQuota, 2)).toBe(true);
});

test('S1: at the default settings, a user who sends many invalid tokens uses up only their own share of the quota', async () => {
  const testService = await startTestService({ EXCHANGE_QUOTA: '500' });
  try {
    testService.acs.answer = (_request, response, body) =>
      body.includes('garbage')
        ? sendJson(response, { error: { code: 'InvalidToken' } }, 401)
        : sendJson(response, { token: 't', expiresOn: new Date(Date.now() + 3_600_000).toISOString() });
    const sendGarbage = (index: number) =>
      testService.exchange({ body: `{"teamsUserAadToken":"garbage-${index}"}` });
    const responses = await Promise.all(Array.from({ length: 125 }, (_, index) => sendGarbage(index)));
    const sentToAcs = responses.filter(({ status }) => status === 403);
    const refusedByQuota = responses.filter(({ status }) => status === 429);
    expect([sentToAcs.length, refusedByQuota.length]).toEqual([10, 115]);
    expect(refusedByQuota.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true);
    // The service allows 71 exchanges in 5 s, a seventh of 500. All but ten of them remain for other users.
    const otherResponses = await Promise.all(
      Array.from({ length: 60 }, async (_, index) =>
        testService.exchange({ token: await testService.entra.sign({ oid: createOid(index) }) }),
      ),
    );
    expect(otherResponses.filter(({ status }) => status === 200)).toHaveLength(60);
  } finally {
    await testService.close();
  }
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
  const quotas = [createResourceQuota('fabrikam'), createResourceQuota('contoso')];
  const countAllowed = async (quota: ConsumeQuota, indexes: number[]): Promise<number> =>
    (await Promise.all(indexes.map((index) => tryExchange(quota, index)))).filter(Boolean).length;
  const people = Array.from({ length: 30 }, (_, index) => index);
  const ofDifferentPeople = await Promise.all(quotas.map((quota) => countAllowed(quota, people)));
  expect(ofDifferentPeople).toEqual([10, 10]);
  const newQuotas = createQuotas({ perResource: 7_000, perPerson: 15, redis: null });
  const samePerson = people.map(() => 1);
  const first = await countAllowed(newQuotas('fabrikam'), samePerson.slice(0, 10));
  expect([first, await countAllowed(newQuotas('contoso'), samePerson)]).toEqual([10, 5]);
});

async function connectRedis(port: number): Promise<RedisConnection> {
  const connection = createRedisConnection(
    { url: `redis://127.0.0.1:${port}`, identity: null },
    '',
    () => {},
  );
  connection.connect();
  await vi.waitFor(() => expect(connection.client.isReady).toBe(true), 5_000);
  return connection;
}

// The tests below need Debian's package redis-server; the tests above run without it.
test.skipIf(!hasRedis)(
  'the quota counts the exchanges of two replicas together in a real Redis',
  async () => {
    const port = await findFreePort();
    const redis = await startRedis(port);
    const connections = await Promise.all([connectRedis(port), connectRedis(port)]);
    try {
      const options = { perResource: 350, perPerson: 1_000 };
      const replicas = connections.map((connection) => createQuota({ ...options, redis: connection }));
      const results = await Promise.all(
        replicas.flatMap((consumeQuota) => Array.from({ length: 40 }, () => tryExchange(consumeQuota))),
      );
      // 50 is a seventh of 350.
      expect(results.filter(Boolean)).toHaveLength(50);
    } finally {
      for (const connection of connections) connection.close();
      redis.kill();
      await once(redis, 'exit');
    }
  },
);

test.skipIf(!hasRedis)(
  'two replicas count each resource under a key of its own in a real Redis',
  async () => {
    const port = await findFreePort();
    const redis = await startRedis(port);
    const connections = await Promise.all([connectRedis(port), connectRedis(port)]);
    try {
      const replicas = connections.map((connection) =>
        createQuotas({ perResource: 350, perPerson: 1_000, redis: connection }),
      );
      const countAllowed = async (resource: string): Promise<number> => {
        const results = replicas.flatMap((createResourceQuota) => {
          const quota = createResourceQuota(resource);
          return Array.from({ length: 40 }, (_, index) => tryExchange(quota, index));
        });
        return (await Promise.all(results)).filter(Boolean).length;
      };
      // 50 is a seventh of 350.
      expect(await Promise.all(['fabrikam', 'contoso'].map(countAllowed))).toEqual([50, 50]);
    } finally {
      for (const connection of connections) connection.close();
      redis.kill();
      await once(redis, 'exit');
    }
  },
);

test.skipIf(!hasRedis)(
  'while Redis hangs or has stopped, each replica counts by itself, and still serves users',
  async () => {
    const port = await findFreePort();
    const redis = await startRedis(port);
    const connection = await connectRedis(port);
    try {
      const consumeQuota = createQuota({ perResource: 350, perPerson: 1_000, redis: connection });
      redis.kill('SIGSTOP');
      const resultsWhileHanging = await Promise.all(
        Array.from({ length: 60 }, () => tryExchange(consumeQuota)),
      );
      expect(resultsWhileHanging.filter(Boolean)).toHaveLength(50);
      redis.kill('SIGKILL');
      await once(redis, 'exit');
      const consumeNewQuota = createQuota({ perResource: 350, perPerson: 1_000, redis: connection });
      await vi.waitFor(() => expect(connection.client.isReady).toBe(false), 5_000);
      expect(await tryExchange(consumeNewQuota)).toBe(true);
    } finally {
      connection.close();
    }
  },
);

test.skipIf(!hasRedis)(
  'two services with one Redis send ACS no more requests than one service may, and answer 429 to all further requests at once',
  async () => {
    const port = await findFreePort();
    const redis = await startRedis(port);
    let readyCount = 0;
    const log = (_level: LogLevel, event: string) => {
      if (event === 'redis_ready') readyCount += 1;
    };
    const env = {
      REDIS_URL: `redis://127.0.0.1:${port}`,
      // A seventh of this quota, 20 exchanges, is allowed in 5 s.
      EXCHANGE_QUOTA: '140',
    };
    const acs = await startStub((_request, response) =>
      sendJson(response, { token: 't', expiresOn: new Date(Date.now() + 3_600_000).toISOString() }),
    );
    const sharedEnv = { ...env, ACS_CONNECTION_STRING: `endpoint=${acs.url}/;accesskey=${acsKey}` };
    const replicas = await Promise.all([startTestService(sharedEnv, log), startTestService(sharedEnv, log)]);
    try {
      await vi.waitFor(() => expect(readyCount).toBe(2), 5_000);
      /** @returns the status, and whether the response has a Retry-After. */
      const sendExchange = async (replica: TestService, index: number) => {
        const token = await replica.entra.sign({ oid: createOid(index) });
        const { status, headers } = await replica.exchange({ token });
        return `${status} ${Number(headers.get('retry-after')) > 0}`;
      };
      const userIndexes = Array.from({ length: 60 }, (_, index) => index);
      const outcomes = await Promise.all(
        replicas.flatMap((replica) => userIndexes.map((index) => sendExchange(replica, index))),
      );
      expect(outcomes.filter((outcome) => outcome === '200 false')).toHaveLength(20);
      expect(outcomes.filter((outcome) => outcome === '429 true')).toHaveLength(100);
      expect(acs.requests).toHaveLength(20);
    } finally {
      await Promise.all([...replicas.map((replica) => replica.close()), acs.close()]);
      redis.kill();
      await once(redis, 'exit');
    }
  },
);
