import {
  createLocalJWKSet,
  errors,
  type CryptoKey,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from 'jose';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';

/** A key id nobody knows may cause one fetch in this time, however often it is presented. */
const UNKNOWN_KID_PAUSE_MS = 30_000;
/** While there are no keys at all nobody can be served, so the next try comes sooner. */
const COLD_PAUSE_MS = 2_000;
/** Entra announces new keys well ahead; looking daily is documented advice, hourly is cheap. */
const MAX_AGE_MS = 3_600_000;
const TIMEOUT_MS = 3_000;
const MAX_BYTES = 262_144;

export interface SigningKeys {
  /** The key for a token's header. Throws jose's `JWKSNoMatchingKey`, or `Problem` 503 when no keys were ever got. */
  find(header: JWSHeaderParameters): Promise<CryptoKey>;
  /** True when keys are at hand; fetches them if there are none yet. */
  ready(): Promise<boolean>;
}

/**
 * The signing keys behind one `jwks_uri`. Keys once got are kept while the endpoint is down (jose's own remote
 * set throws then) and replaced as a whole by the next successful answer.
 */
export function createSigningKeys(url: string, log: Log): SigningKeys {
  let known: ReturnType<typeof createLocalJWKSet> | null = null;
  let fetchedAt = 0;
  let attemptedAt = -Infinity;
  let pending: Promise<void> | null = null;

  async function fetchKeys(): Promise<void> {
    try {
      known = createLocalJWKSet(await download(url));
      fetchedAt = Date.now();
    } catch (error) {
      log('warn', 'signing_keys_unavailable', { reason: error instanceof Error ? error.message : 'unknown' });
    }
  }

  /** One fetch at a time, and none sooner after the last attempt than the pause. */
  async function refresh(): Promise<void> {
    const pause = known ? UNKNOWN_KID_PAUSE_MS : COLD_PAUSE_MS;
    if (!pending && Date.now() - attemptedAt >= pause) {
      attemptedAt = Date.now();
      pending = fetchKeys().finally(() => (pending = null));
    }
    await pending;
  }

  return {
    async find(header) {
      if (!known) await refresh();
      else if (Date.now() - fetchedAt > MAX_AGE_MS) void refresh();
      if (!known) throw new Problem(503, 'keys_unavailable', { headers: { 'Retry-After': '2' } });
      try {
        return await known(header);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await refresh();
        return await known(header);
      }
    },
    async ready() {
      if (!known) await refresh();
      return known !== null;
    },
  };
}

async function download(url: string): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const text = await response.text();
  if (text.length > MAX_BYTES) throw new Error('answer too long');
  const { keys } = JSON.parse(text) as Partial<JSONWebKeySet>;
  // Only what Entra signs access tokens with; a symmetric key in the list must never verify anything.
  const usable = Array.isArray(keys)
    ? keys.filter((key) => key.kty === 'RSA' && (key.use ?? 'sig') === 'sig')
    : [];
  if (usable.length === 0) throw new Error('no RSA signing key in the answer');
  return {
    keys: usable.map(({ kty, kid, n, e }) => ({ kty, kid, n, e, alg: 'RS256' })) as JSONWebKeySet['keys'],
  };
}
