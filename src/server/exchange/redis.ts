import type { TokenCredential } from '@azure/identity';
import { createClient } from '@redis/client';
import { decodeJwt } from 'jose';
import type { Log } from '../log.ts';
import type { RedisAccess } from '../settings/redisAccess.ts';
import { createCredential } from './credential.ts';
import { createRedisAvailability } from './redisAvailability.ts';

/** The scope of tokens for Azure Managed Redis and for Azure Cache for Redis. */
const redisScope = 'https://redis.azure.com/.default';
/** The service requests the next token after this part of a token's remaining life. */
const renewalRatio = 0.7;
/** The shortest pause before a renewal. */
const minPauseMs = 1_000;
/** The pause after a failed renewal. */
const retryPauseMs = 10_000;
/** The longest pause that a timer of Node can wait. */
const maxPauseMs = 2 ** 31 - 1;

export type RedisConnection = ReturnType<typeof createRedisConnection>;

type RedisSignIn = ReturnType<typeof createRedisSignIn>;
type RedisClient = Pick<ReturnType<typeof createClient>, 'isReady' | 'auth'>;

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
  // The client and its sign-in need each other, so the sign-in gets a function that returns the client.
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

/**
 * Creates the sign-in to Redis by the service's identity in Entra. Redis closes a connection when its token expires, so the
 * service sends the next token over the open connection before that.
 *
 * @param credential requests and caches the identity's tokens
 * @param getClient returns the client whose connection is signed in
 */
function createRedisSignIn(credential: TokenCredential, getClient: () => RedisClient, log: Log) {
  let timer: NodeJS.Timeout | undefined;
  const renewAfter = (pauseMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void renew(), Math.min(Math.max(pauseMs, minPauseMs), maxPauseMs)).unref();
  };
  /** @returns user name and password for a new connection: the object id, by which Redis knows the identity, and a token */
  const getCredentials = async (): Promise<{ username: string; password: string }> => {
    const accessToken = await credential.getToken(redisScope);
    if (!accessToken) throw new Error('The identity has no token.');
    const { token, expiresOnTimestamp } = accessToken;
    const { oid } = decodeJwt(token);
    if (typeof oid !== 'string') throw new Error('The token has no object id.');
    renewAfter((expiresOnTimestamp - Date.now()) * renewalRatio);
    return { username: oid, password: token };
  };
  const renew = async (): Promise<void> => {
    // Without a connection there is nothing to renew: the next connection signs in with a new token.
    if (!getClient().isReady) return;
    try {
      await getClient().auth(await getCredentials());
    } catch (error) {
      log('warn', 'redis_token_failed', { reason: error instanceof Error ? error.name : typeof error });
      renewAfter(retryPauseMs);
    }
  };
  return {
    getCredentials,
    /** Ends the renewal of tokens. */
    stop: (): void => clearTimeout(timer),
  };
}
