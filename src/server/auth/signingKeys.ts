import { errors, importJWK, type CryptoKey, type JWK } from 'jose';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';

/** Milliseconds between two fetches that unknown key ids cause, however often a token presents one. */
const unknownKidPauseMs = 30_000;
/** Milliseconds between two fetches while there are no keys. Short, because no request can be served then. */
const noKeysPauseMs = 2_000;
/**
 * Milliseconds until the keys are fetched again. Entra announces new keys well ahead; Microsoft's advice is to
 * fetch them daily.
 */
const maxAgeMs = 3_600_000;
const timeoutMs = 3_000;
const maxBytes = 262_144;

export interface SigningKeys {
  /**
   * Finds a key by its id. Returns it without a promise if it is cached, which saves a turn of the event loop.
   *
   * @throws JWKSNoMatchingKey (jose) when there is no such key, HttpError 503 when no keys have been fetched
   *   yet
   */
  find(kid: string): CryptoKey | Promise<CryptoKey>;
  /** Whether keys are available. Fetches them if there are none yet. */
  ready(): Promise<boolean>;
}

/**
 * Caches the signing keys of one `jwks_uri`. Keys stay valid while the endpoint is down (jose's own remote set
 * throws in that case), and the next successful response replaces all of them.
 *
 * @param url the `jwks_uri`
 */
export function createSigningKeys(url: string, log: Log): SigningKeys {
  let keysById: ReadonlyMap<string, CryptoKey> | null = null;
  let fetchedAt = 0;
  let attemptedAt = -Infinity;
  let pending: Promise<void> | null = null;

  async function fetchKeys(): Promise<void> {
    try {
      keysById = await download(url);
      fetchedAt = Date.now();
    } catch (error) {
      log('warn', 'signing_keys_unavailable', { reason: error instanceof Error ? error.message : 'unknown' });
    }
  }

  /** Fetches the keys unless a fetch is running or the last attempt was too recent. */
  async function refresh(): Promise<void> {
    const pauseMs = keysById ? unknownKidPauseMs : noKeysPauseMs;
    if (!pending && Date.now() - attemptedAt >= pauseMs) {
      attemptedAt = Date.now();
      pending = fetchKeys().finally(() => (pending = null));
    }
    await pending;
  }

  async function fetchAndFind(kid: string): Promise<CryptoKey> {
    await refresh();
    if (!keysById) throw new HttpError(503, 'keys_unavailable', { headers: { 'retry-after': '2' } });
    const key = keysById.get(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  }

  return {
    find(kid) {
      if (keysById && Date.now() - fetchedAt > maxAgeMs) void refresh();
      return keysById?.get(kid) ?? fetchAndFind(kid);
    },
    async ready() {
      if (!keysById) await refresh();
      return keysById !== null;
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
  const { keys } = JSON.parse(await readText(response)) as { keys?: JWK[] };
  const found = new Map<string, CryptoKey>();
  for (const { kty, kid, use, n, e } of Array.isArray(keys) ? keys : []) {
    // Accepts only the key type with which Entra signs access tokens. A symmetric key in the list must never
    // verify anything.
    if (kty !== 'RSA' || (use ?? 'sig') !== 'sig' || !kid || !n || !e) continue;
    const key = await importJWK({ kty, n, e }, 'RS256');
    if (!(key instanceof Uint8Array)) found.set(kid, key);
  }
  if (found.size === 0) throw new Error('no RSA signing key in the response');
  return found;
}

/** Reads a response in chunks, so that a response past the limit is never in memory as a whole. */
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
