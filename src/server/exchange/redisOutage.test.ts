import { createClient, type RedisClientType } from '@redis/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasRedis, startRedis, type TestRedis } from '../fixtures/redis.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';

let redis: TestRedis;
let admin: RedisClientType;
let testService: TestService;
const lines: string[] = [];

let userNumber = 0;
/** Sends an exchange of a new user. @returns its status, and the milliseconds until its answer */
async function exchange(): Promise<{ status: number; tookMs: number }> {
  userNumber += 1;
  const oid = `44444444-2222-4333-8444-${String(userNumber).padStart(12, '0')}`;
  const token = await testService.entra.sign({ oid });
  const startedAt = performance.now();
  const { status } = await testService.exchange({ token });
  return { status, tookMs: performance.now() - startedAt };
}
const readReadiness = async (): Promise<unknown> =>
  (await fetch(`${testService.service.url}/health/ready`)).json();

// These tests need Debian's package redis-server.
describe.skipIf(!hasRedis)('a service with Redis', () => {
  beforeEach(async () => {
    lines.length = 0;
    redis = await startRedis();
    const { url } = redis;
    admin = createClient({ url });
    await admin.connect();
    testService = await startTestService(
      { REDIS_URL: url, EXCHANGE_QUOTA: '500', EXCHANGE_QUOTA_PER_PERSON: '25' },
      (_level, event, fields = {}) => {
        if (event.startsWith('redis')) lines.push(JSON.stringify({ event, ...fields }));
      },
    );
    await vi.waitFor(() => expect(lines).toEqual(['{"event":"redis_ready"}']), 5_000);
  });
  afterEach(async () => {
    admin.destroy();
    await redis.stop();
    await testService.close();
  });

  test('waits for a hanging Redis in one exchange in five seconds, says so once in the log and in the health, and then counts with Redis again', async () => {
    expect(await readReadiness()).toEqual({ status: 'ready', sharedQuota: true });
    redis.kill('SIGSTOP');
    expect((await exchange()).status).toBe(200);
    const startedAt = performance.now();
    const statuses = [];
    let slowCount = 0;
    for (let index = 0; index < 15; index += 1) {
      const { status, tookMs } = await exchange();
      statuses.push(status);
      // Redis has 500 ms for an answer.
      if (tookMs >= 480) slowCount += 1;
    }
    expect(slowCount).toBeLessThanOrEqual((performance.now() - startedAt) / 5_000);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(lines.slice(1)).toEqual(['{"event":"redis_away","reason":"TimeoutError"}']);
    expect(await readReadiness()).toEqual({ status: 'ready', sharedQuota: false });

    redis.kill('SIGCONT');
    await vi.waitFor(
      async () => {
        expect((await exchange()).status).toBe(200);
        expect(lines.slice(2)).toEqual(['{"event":"redis_ready"}']);
      },
      { timeout: 8_000, interval: 500 },
    );
    expect(await readReadiness()).toEqual({ status: 'ready', sharedQuota: true });
    expect((await exchange()).status).toBe(200);
  }, 20_000);

  test('says once in the log why Redis refuses commands', async () => {
    // Redis then refuses writes, as after a failover to a replica that is alone.
    await admin.sendCommand(['CONFIG', 'SET', 'min-replicas-to-write', '1']);
    for (let index = 0; index < 5; index += 1) expect((await exchange()).status).toBe(200);
    expect(lines.slice(1)).toEqual(['{"event":"redis_away","reason":"NOREPLICAS"}']);
    expect(await readReadiness()).toEqual({ status: 'ready', sharedQuota: false });
  });

  test('tells Redis neither the tenant nor the object id of a person', async () => {
    await exchange();
    const keys = await admin.keys('*');
    expect(keys.filter((key) => key.startsWith('switchboard-'))).toHaveLength(2);
    expect(keys.join()).not.toMatch(/44444444|11111111/);
  });
});
