import { createClient } from '@redis/client';
import type { Log } from '../log.ts';

export interface RedisConnection {
  readonly client: ReturnType<typeof createRedisClient>;
  /** Connects, and reconnects until closed. From here on it keeps the process alive. */
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
 * A connection to Redis, not connected yet. The service starts and goes on without it (see `createQuota`), so a
 * failure is logged and not thrown; the address is not logged, as it may hold a password.
 *
 * @param url `redis://` or `rediss://`
 */
export function createRedisConnection(url: string, log: Log): RedisConnection {
  const client = createRedisClient(url);
  let away = false;
  client.on('error', () => {
    if (!away) log('warn', 'redis_away');
    away = true;
  });
  client.on('ready', () => {
    away = false;
    log('info', 'redis_ready');
  });
  return {
    client,
    // Fails only when closed before it ever connected; each attempt's failure comes by the event above.
    connect: () => void client.connect().catch(() => log('info', 'redis_closed')),
    close: () => client.destroy(),
  };
}
