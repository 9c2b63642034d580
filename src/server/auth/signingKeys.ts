import { errors, importJWK, type CryptoKey, type JWK } from 'jose';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';

/** The shortest time between two fetches in milliseconds, however many tokens with an unknown key id arrive. */
const unknownKidPauseMs = 30_000;
/** The same limit while there are no keys. It is short, because the service can then serve no request. */
const noKeysPauseMs = 2_000;
/**
 * The keys are fetched again after this many milliseconds. Microsoft advises a fetch once a day, because Entra
 * publishes new keys well before it uses them.
 */
const maxAgeMs = 3_600_000;
const fetchTimeoutMs = 3_000;
/** The longest accepted response: 256 KiB. Entra's is about 10 KB. */
const maxBytes = 262_144;

export interface SigningKeys {
  /**
   * Finds a key by its id. It returns a cached key without a promise, which saves a turn of the event loop.
   *
   * @throws jose's JWKSNoMatchingKey for an unknown id, HttpError 503 if no fetch of keys has succeeded yet
   */
  findKey(kid: string): CryptoKey | Promise<CryptoKey>;
  /** Tells whether keys are available. Fetches the keys if there are none yet. */
  isReady(): Promise<boolean>;
}

/**
 * Creates a cache of the signing keys of one `jwks_uri`. The cached keys stay valid while the endpoint is down. (The
 * cache that is part of jose throws in that case.) Each successful response replaces all cached keys.
 *
 * @param url the `jwks_uri`
 */
export function createSigningKeys(url: string, log: Log): SigningKeys {
  let keysById: ReadonlyMap<string, CryptoKey> | null = null;
  let fetchedAt = 0;
  let attemptedAt = -Infinity;
  let runningFetch: Promise<void> | null = null;

  async function fetchKeys(): Promise<void> {
    try {
      keysById = await downloadKeys(url);
      fetchedAt = Date.now();
    } catch (error) {
      log('warn', 'signing_keys_unavailable', { reason: error instanceof Error ? error.message : 'unknown' });
    }
  }

  /** Fetches the keys unless a fetch is running or the last attempt was too recent. */
  async function refreshKeys(): Promise<void> {
    const pauseMs = keysById ? unknownKidPauseMs : noKeysPauseMs;
    if (!runningFetch && Date.now() - attemptedAt >= pauseMs) {
      attemptedAt = Date.now();
      runningFetch = fetchKeys().finally(() => (runningFetch = null));
    }
    await runningFetch;
  }

  async function fetchAndFind(kid: string): Promise<CryptoKey> {
    await refreshKeys();
    if (!keysById) throw new HttpError(503, 'keys_unavailable', { headers: { 'retry-after': '2' } });
    const key = keysById.get(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  }

  return {
    findKey(kid) {
      if (keysById && Date.now() - fetchedAt > maxAgeMs) void refreshKeys();
      return keysById?.get(kid) ?? fetchAndFind(kid);
    },
    async isReady() {
      if (!keysById) await refreshKeys();
      return keysById !== null;
    },
  };
}

/** @returns the RSA keys by their id. @throws Error for a response without keys */
async function downloadKeys(url: string): Promise<ReadonlyMap<string, CryptoKey>> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(fetchTimeoutMs),
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const { keys } = JSON.parse(await readText(response)) as { keys?: JWK[] };
  const keysById = new Map<string, CryptoKey>();
  for (const { kty, kid, use, n, e } of Array.isArray(keys) ? keys : []) {
    // Entra signs access tokens with RSA keys only. A symmetric key in the list would let anyone who reads the list
    // sign tokens, so it must never verify a token.
    if (kty !== 'RSA' || (use ?? 'sig') !== 'sig' || !kid || !n || !e) continue;
    const key = await importJWK({ kty, n, e }, 'RS256');
    if (!(key instanceof Uint8Array)) keysById.set(kid, key);
  }
  if (keysById.size === 0) throw new Error('no RSA signing key in the response');
  return keysById;
}

/** Reads a response in chunks. It stops at the limit, so that an endless response cannot fill the memory. */
async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the request.
    if (size > maxBytes) throw new Error('response too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
