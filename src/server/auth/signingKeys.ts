import { errors, importJWK, type CryptoKey, type JWK } from 'jose';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';

/** A key id nobody knows may cause one fetch in this time, however often it is presented. */
const unknownKidPauseMs = 30_000;
/** While there are no keys at all nobody can be served, so the next try comes sooner. */
const noKeysPauseMs = 2_000;
/** Entra announces new keys well ahead; looking daily is documented advice, hourly is cheap. */
const maxAgeMs = 3_600_000;
const timeoutMs = 3_000;
const maxBytes = 262_144;

export interface SigningKeys {
  /**
   * The key of that id: at once if it is at hand, which spares the common case a turn of the event loop's queue.
   * Throws jose's `JWKSNoMatchingKey`, or `Problem` 503 when no keys were ever got.
   */
  find(kid: string): CryptoKey | Promise<CryptoKey>;
  /** True when keys are at hand; fetches them if there are none yet. */
  ready(): Promise<boolean>;
}

/**
 * The signing keys behind one `jwks_uri`. Keys once got are kept while the endpoint is down (jose's own remote
 * set throws then) and replaced as a whole by the next successful answer.
 */
export function createSigningKeys(url: string, log: Log): SigningKeys {
  let known: ReadonlyMap<string, CryptoKey> | null = null;
  let fetchedAt = 0;
  let attemptedAt = -Infinity;
  let pending: Promise<void> | null = null;

  async function fetchKeys(): Promise<void> {
    try {
      known = await download(url);
      fetchedAt = Date.now();
    } catch (error) {
      log('warn', 'signing_keys_unavailable', { reason: error instanceof Error ? error.message : 'unknown' });
    }
  }

  /** One fetch at a time, and none sooner after the last attempt than the pause. */
  async function refresh(): Promise<void> {
    const pause = known ? unknownKidPauseMs : noKeysPauseMs;
    if (!pending && Date.now() - attemptedAt >= pause) {
      attemptedAt = Date.now();
      pending = fetchKeys().finally(() => (pending = null));
    }
    await pending;
  }

  async function fetchAndFind(kid: string): Promise<CryptoKey> {
    await refresh();
    if (!known) throw new HttpError(503, 'keys_unavailable', { headers: { 'retry-after': '2' } });
    const key = known.get(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  }

  return {
    find(kid) {
      if (known && Date.now() - fetchedAt > maxAgeMs) void refresh();
      return known?.get(kid) ?? fetchAndFind(kid);
    },
    async ready() {
      if (!known) await refresh();
      return known !== null;
    },
  };
}

async function download(url: string): Promise<ReadonlyMap<string, CryptoKey>> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const text = await response.text();
  if (text.length > maxBytes) throw new Error('answer too long');
  const { keys } = JSON.parse(text) as { keys?: JWK[] };
  const found = new Map<string, CryptoKey>();
  for (const { kty, kid, use, n, e } of Array.isArray(keys) ? keys : []) {
    // Only what Entra signs access tokens with; a symmetric key in the list must never verify anything.
    if (kty !== 'RSA' || (use ?? 'sig') !== 'sig' || !kid || !n || !e) continue;
    const key = await importJWK({ kty, n, e }, 'RS256');
    if (!(key instanceof Uint8Array)) found.set(kid, key);
  }
  if (found.size === 0) throw new Error('no RSA signing key in the answer');
  return found;
}
