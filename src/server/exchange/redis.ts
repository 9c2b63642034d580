import { createClient } from '@redis/client';
import type { Log } from '../log.ts';

export interface RedisConnection {
  /** The client of the `redis` package, for the rate limiter. */
  readonly client: ReturnType<typeof createRedisClient>;
  /** Connects, and reconnects after each loss until `close`. An open connection keeps the process alive. */
  connect(): void;
  close(): void;
}

const createRedisClient = (url: string) =>
  createClient({
    url,
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
 * `createQuota`), so a failure is logged and not thrown. The log never contains the address, which may contain a
 * password.
 *
 * @param url `redis://` or `rediss://`
 */
export function createRedisConnection(url: string, log: Log): RedisConnection {
  const client = createRedisClient(url);
  let isUnavailable = false;
  client.on('error', () => {
    if (!isUnavailable) log('warn', 'redis_away');
    isUnavailable = true;
  });
  client.on('ready', () => {
    isUnavailable = false;
    log('info', 'redis_ready');
  });
  return {
    client,
    // `connect` rejects only if `close` is called before it has connected. Each failed attempt raises the event
    // `error`.
    connect: () => void client.connect().catch(() => log('info', 'redis_closed')),
    close: () => client.destroy(),
  };
}
