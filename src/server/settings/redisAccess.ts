import { ConfigFault, quote, type Environment } from './configFault.ts';
import { isLoopback } from './endpoint.ts';
import { checkServiceIdentity, type ServiceIdentity } from './serviceIdentity.ts';

/** How the service reaches Redis. */
export interface RedisAccess {
  /** `redis://` or `rediss://`, which may contain a user name and a password. */
  readonly url: string;
  /** The service's own identity in Entra, whose tokens are the password; null if the URL has the password, or if there is none. */
  readonly identity: ServiceIdentity | null;
}

/** Example addresses of Azure Managed Redis, by the value of `REDIS_AUTH`. The older Azure Cache for Redis has port 6380. */
const examples = {
  password: 'rediss://:<access key>@<name>.<region>.redis.azure.net:10000',
  entra: 'rediss://<name>.<region>.redis.azure.net:10000',
};

/**
 * Reads `REDIS_URL` and `REDIS_AUTH`. With `REDIS_AUTH=entra` the service signs in to Redis by its identity in Entra.
 *
 * @param isProduction whether to refuse plain connections on this machine, too
 * @returns null without Redis
 * @throws ConfigFault
 */
export function checkRedisAccess(env: Environment, isProduction: boolean): RedisAccess | null {
  const url = env['REDIS_URL'] ?? '';
  const auth = env['REDIS_AUTH'] || 'password';
  if (auth !== 'password' && auth !== 'entra')
    throw new ConfigFault('REDIS_AUTH', quote(auth), 'password or entra', 'entra');
  const createFault = (found: string, expected: string): ConfigFault =>
    new ConfigFault('REDIS_URL', found, expected, examples[auth]);
  if (url === '') {
    if (auth === 'password') return null;
    throw createFault('nothing', 'the address of a Redis server, because REDIS_AUTH is set');
  }
  const parsedUrl = URL.canParse(url) ? new URL(url) : null;
  if (parsedUrl?.protocol !== 'redis:' && parsedUrl?.protocol !== 'rediss:')
    throw createFault('a value of another form (not shown)', 'the address of a Redis server');
  const wrongPart = findWrongPart(parsedUrl);
  if (wrongPart !== null)
    throw createFault(wrongPart, 'a host, and perhaps a port, a password and the number of a database');
  const { protocol, username, password } = parsedUrl;
  if (auth === 'password') {
    if (isProduction && protocol === 'redis:' && password !== '')
      throw createFault(
        'a password (not shown) that would be sent without TLS, in production',
        'an address that begins with rediss:',
      );
    return { url, identity: null };
  }
  const expected = 'a TLS address without a password, because REDIS_AUTH is entra';
  if (username !== '' || password !== '')
    throw createFault('a user name or a password in the address (not shown)', expected);
  if (protocol === 'redis:' && (isProduction || !isLoopback(parsedUrl)))
    throw createFault('an address without TLS', expected);
  return { url, identity: checkServiceIdentity(env) };
}

/** @returns the part of an address that the Redis client cannot read or would ignore, in a few words; null if there is none */
function findWrongPart({ hostname, port, username, password, pathname, search, hash }: URL): string | null {
  if (hostname === '' || port === '0') return 'an address without a host, or with port 0';
  if (!/^\/?\d*$/.test(pathname)) return 'an address with a path that is not the number of a database';
  if (search !== '' || hash !== '') return 'an address with a "?" or a "#"; a password needs %3F and %23';
  try {
    decodeURIComponent(username + password);
    return null;
  } catch {
    return 'a user name or a password with a "%" that is not %25 (not shown)';
  }
}
