import { createClient } from '@redis/client';
import type { Log } from '../log.ts';

export interface RedisConnection {
  readonly client: ReturnType<typeof createRedisClient>;
  /** Connects, and reconnects until closed. From then on it keeps the process alive. */
  connect(): void;
  close(): void;
}

const createRedisClient = (url: string) =>
  createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 3_000, reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 5_000) },
  });

/**
 * Creates a connection to Redis that is not connected yet. The service also works without Redis (see
 * `createQuota`), so a failure is logged and not thrown. The address is not logged, because it may hold a
 * password.
 *
 * @param url `redis://` or `rediss://`
 */
export function createRedisConnection(url: string, log: Log): RedisConnection {
  const client = createRedisClient(url);
  let isAway = false;
  client.on('error', () => {
    if (!isAway) log('warn', 'redis_away');
    isAway = true;
  });
  client.on('ready', () => {
    isAway = false;
    log('info', 'redis_ready');
  });
  return {
    client,
    // `connect` rejects only when it is closed before it has connected. Every failed attempt raises the event
    // above.
    connect: () => void client.connect().catch(() => log('info', 'redis_closed')),
    close: () => client.destroy(),
  };
}
