import { createClient } from '@redis/client';
import type { Log } from '../log.ts';
import type { RedisAccess } from '../settings/redisAccess.ts';
import { createCredential } from './credential.ts';
import { createRedisAvailability } from './redisAvailability.ts';
import { createRedisSignIn } from './redisSignIn.ts';

export type RedisConnection = ReturnType<typeof createRedisConnection>;

/** Returns the user name and the password of the next connection. */
type GetCredentials = () => Promise<{ username: string; password: string }>;

/** @param getCredentials null if the URL has the password, or if Redis needs none */
const createRedisClient = (url: string, getCredentials: GetCredentials | null) =>
  createClient({
    url,
    ...(getCredentials && {
      credentialsProvider: { type: 'async-credentials-provider', credentials: getCredentials },
    }),
    // A command fails at once while there is no connection, so that the service counts by itself.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 3_000,
      // Milliseconds until the next attempt: the pause doubles from 100 ms to 5 s.
      reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 5_000),
    },
  });

/**
 * Creates a connection to Redis. The method `connect` opens it. The service also works without Redis (see
 * `createQuotas`), so a failure is logged and not thrown. The log never contains the address, which may contain a
 * password.
 *
 * @param authority Entra's origin, for the service's identity
 */
export function createRedisConnection(access: RedisAccess, authority: string, log: Log) {
  // The types of these two refer to each other, so one of them is written down.
  const signIn: { getCredentials: GetCredentials; stop: () => void } | null =
    access.identity && createRedisSignIn(createCredential(access.identity, authority), () => client, log);
  const client = createRedisClient(access.url, signIn && signIn.getCredentials);
  const availability = createRedisAvailability(log);
  client.on('error', (error) => availability.reportFailure(error));
  client.on('ready', () => availability.reportSuccess());
  return {
    /** The client of the `redis` package, for the rate limiter. */
    client,
    availability,
    /**
     * Connects, and reconnects after each loss until `close`. An open connection keeps the process alive. The client's
     * `connect` rejects only if `close` is called before it has connected. Each failed attempt raises the event `error`.
     */
    connect: (): void => void client.connect().catch(() => log('info', 'redis_closed')),
    close(): void {
      signIn?.stop();
      client.destroy();
    },
  };
}
