import { createClient } from '@redis/client';
import type { Log } from '../log.ts';

export interface RedisConnection {
  readonly client: ReturnType<typeof createRedisClient>;
  close(): void;
}

const createRedisClient = (url: string) =>
  createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 3_000, reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 5_000) },
  });

/**
 * Connects to Redis and keeps reconnecting. The service starts and goes on without it (see `createQuota`), so a
 * failure is logged and not thrown; the address is not logged, as it may hold a password.
 *
 * @param url `redis://` or `rediss://`
 */
export function connectRedis(url: string, log: Log): RedisConnection {
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
  // Fails only when closed before it ever connected; each attempt's failure comes by the event above.
  client.connect().catch(() => log('info', 'redis_closed'));
  return { client, close: () => client.destroy() };
}
