import { createClient } from '@redis/client';
import { apiClientId, appClientId, startTestEntra, tenant } from '../../../src/server/fixtures/entra.ts';
import { findFreePort } from '../../../src/server/fixtures/findFreePort.ts';
import { startRedis } from '../../../src/server/fixtures/redis.ts';
import { acsKey } from '../../../src/server/fixtures/service.ts';
import { startService } from '../../../src/server/startService.ts';
import { createServiceTokenHook } from '../../../src/web/backend/createTokenHook.ts';
import type { TokenHook } from '../../../src/web/backend/tokenHook.ts';
import { ok } from '../../../src/web/errors/problem.ts';
import { createRandom } from '../../support/random.ts';
import { createPerson } from './people.ts';
import { signInPatiently } from './signInPatiently.ts';
import { startAcsStub } from './acsStub.ts';

const replicaCount = 4;
const resourceCount = 3;
/** The quota of each resource in 30 s: the real one, divided by about five. The service uses 15 in 5 s. */
const quota = 105;
/**
 * People who sign in, in a second. Three resources carry out 9 exchanges in a second, and two of them only 6. So some
 * people must wait while one resource is out.
 */
const peoplePerSecond = 5;

export interface RealMinuteResult {
  readonly people: number;
  readonly lost: number;
  readonly presses: number;
  /** Milliseconds from each sign-in to the token, in ascending order. */
  readonly waits: readonly number[];
  /** How many tokens each resource has issued. The first one was out for a while. */
  readonly issued: readonly number[];
  /** Requests that a resource refused because of its quota. */
  readonly throttled: number;
  /** The keys in which the replicas count the exchanges of the resources. */
  readonly redisKeys: number;
  /** How often a replica took a resource out, and brought it back. */
  readonly events: { readonly out: number; readonly back: number };
}

/**
 * Lets people sign in at four replicas of the whole service, with a real Redis and with stubs of ACS over HTTP. The app's
 * token hook sends the requests. The first resource hangs after a quarter of the time, then answers 503, and works again
 * for the last third.
 *
 * @param seconds for how long people come
 */
export async function runRealMinute(seconds: number): Promise<RealMinuteResult> {
  const redisPort = await findFreePort();
  const redis = await startRedis(redisPort);
  const redisUrl = `redis://127.0.0.1:${redisPort}`;
  const entra = await startTestEntra();
  const stubs = await Promise.all(Array.from({ length: resourceCount }, () => startAcsStub(quota)));
  const events = { redis_ready: 0, resource_out: 0, resource_back: 0 };
  const isCounted = (event: string): event is keyof typeof events => Object.hasOwn(events, event);
  const replicas = await Promise.all(
    Array.from({ length: replicaCount }, () =>
      startService({
        port: 0,
        log: (_level, event) => void (isCounted(event) && (events[event] += 1)),
        env: {
          ACS_CONNECTION_STRINGS: stubs.map(({ url }) => `endpoint=${url}/;accesskey=${acsKey}`).join(','),
          API_CLIENT_ID: apiClientId,
          APP_CLIENT_ID: appClientId,
          ALLOWED_TENANTS: tenant,
          ENTRA_AUTHORITY: entra.keyServer.url,
          REDIS_URL: redisUrl,
          EXCHANGE_QUOTA: String(quota),
          // The largest share that the settings allow. The default of this small quota would be two exchanges.
          EXCHANGE_QUOTA_PER_PERSON: '5',
        },
      }),
    ),
  );
  while (events.redis_ready < replicaCount) await wait(20);
  const observer = createClient({ url: redisUrl });
  await observer.connect();

  const [faultyStub] = stubs;
  const setBehaviourAt = (share: number, behaviour: 'hangs' | 'fails' | 'works'): unknown =>
    setTimeout(() => faultyStub && (faultyStub.behaviour = behaviour), share * seconds * 1000);
  setBehaviourAt(0.25, 'hangs');
  setBehaviourAt(0.45, 'fails');
  setBehaviourAt(0.65, 'works');

  const random = createRandom(1);
  const people = Math.round(peoplePerSecond * seconds);
  const waits: number[] = [];
  const counts = { lost: 0, presses: 0 };
  let redisKeys = 0;
  const signIn = async (index: number): Promise<void> => {
    await wait(random.below(seconds * 1000));
    const callerToken = await entra.sign({ oid: createPerson(index).oid });
    const startedAt = performance.now();
    // A load balancer sends each request to another replica.
    const hooks = replicas.map(({ url }) =>
      createServiceTokenHook(`${url}/api/token`, {
        acquireTeamsToken: async () => ok(`teams-token-${index}`),
        acquireCallerToken: async () => ok(callerToken),
      }),
    );
    const hook: TokenHook = (signal) => random.pick(hooks)(signal);
    const result = await signInPatiently(hook, () => (counts.presses += 1));
    waits.push(performance.now() - startedAt);
    if (!result.ok) counts.lost += 1;
    redisKeys = Math.max(redisKeys, (await observer.keys('switchboard-resource:*')).length);
  };
  try {
    await Promise.all(Array.from({ length: people }, (_, index) => signIn(index)));
    return {
      people,
      ...counts,
      waits: waits.toSorted((a, b) => a - b),
      issued: stubs.map(({ issued }) => issued),
      throttled: stubs.reduce((sum, { throttled }) => sum + throttled, 0),
      redisKeys,
      events: { out: events.resource_out, back: events.resource_back },
    };
  } finally {
    observer.destroy();
    await Promise.all([...replicas.map((replica) => replica.close()), entra.close()]);
    await Promise.all(stubs.map((stub) => stub.close()));
    redis.kill();
  }
}

const wait = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));
