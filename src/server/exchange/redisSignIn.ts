import type { TokenCredential } from '@azure/identity';
import type { createClient } from '@redis/client';
import { decodeJwt } from 'jose';
import type { Log } from '../log.ts';

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

export type RedisSignIn = ReturnType<typeof createRedisSignIn>;

/**
 * Creates the sign-in to Redis by the service's identity in Entra. Redis closes a connection when its token expires, so the
 * service sends the next token over the open connection before that.
 *
 * @param credential requests and caches the identity's tokens
 * @param getClient returns the client whose connection is signed in
 */
export function createRedisSignIn(
  credential: TokenCredential,
  getClient: () => Pick<ReturnType<typeof createClient>, 'isReady' | 'auth'>,
  log: Log,
) {
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
