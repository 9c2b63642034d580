import { createClient } from '@redis/client';
import type { Log } from '../log.ts';
import type { RedisAccess } from '../settings/redisAccess.ts';
import { createCredential } from './credential.ts';
import { createRedisAvailability } from './redisAvailability.ts';
import { createRedisSignIn, type RedisSignIn } from './redisSignIn.ts';

export type RedisConnection = ReturnType<typeof createRedisConnection>;

/** @param getCredentials returns user name and password; null if the URL has the password, or if Redis needs none */
const createRedisClient = (url: string, getCredentials: RedisSignIn['getCredentials'] | null) =>
  createClient({
    url,
    ...(getCredentials && {
      credentialsProvider: { type: 'async-credentials-provider', credentials: getCredentials },
    }),
    // Without a connection a command fails at once, and the service counts by itself.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 3_000,
      // Milliseconds until the next attempt: the pause doubles from 100 ms to 5 s.
      reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 5_000),
    },
  });

/**
 * Creates a connection to Redis, which `connect` opens. The service also works without Redis, so a failure is logged and not
 * thrown. The log never contains the address, which may contain a password.
 *
 * @param authority Entra's origin, for the service's identity
 */
export function createRedisConnection(access: RedisAccess, authority: string, log: Log) {
  const signIn: RedisSignIn | null =
    access.identity && createRedisSignIn(createCredential(access.identity, authority), () => client, log);
  const client = createRedisClient(access.url, signIn?.getCredentials ?? null);
  const availability = createRedisAvailability(log);
  client.on('error', (error) => availability.reportFailure(error));
  client.on('ready', () => availability.reportSuccess());
  return {
    /** The client of the `redis` package, for the rate limiter. */
    client,
    availability,
    /** Connects, and reconnects after each loss until `close`. An open connection keeps the process alive. */
    connect(): void {
      // The promise rejects only if `close` is called before the client has connected. A failed attempt raises `error`.
      client.connect().catch(() => log('info', 'redis_closed'));
    },
    close(): void {
      signIn?.stop();
      client.destroy();
    },
  };
}
