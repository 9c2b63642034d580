import { errors, importJWK, type CryptoKey, type JWK } from 'jose';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';

/** The shortest time between two fetches for the same reason, however many tokens with an unknown key id arrive. */
const pauseMs = 30_000;
/** The same limit while there are no keys. It is short, because the service can then serve no request. */
const noKeysPauseMs = 2_000;
/**
 * The age at which the service fetches the keys again. Microsoft advises a fetch once a day, because Entra publishes new keys
 * well before it uses them.
 */
const maxAgeMs = 3_600_000;
const fetchTimeoutMs = 3_000;
/** The longest accepted response: 256 KiB. Entra's is about 10 KB. */
const maxBytes = 262_144;

export interface SigningKeys {
  /**
   * Finds a key by its id. It returns a cached key without a promise, which saves a turn of the event loop.
   *
   * @throws jose's JWKSNoMatchingKey for an id that Entra did not publish at the last fetch, which is at most 30 s old or follows
   *   the call; HttpError 503 if there are no keys, or if the last fetch failed: a new key may have this id
   */
  findKey(kid: string): CryptoKey | Promise<CryptoKey>;
  /** Tells whether keys are available. Fetches the keys if there are none yet. */
  isReady(): Promise<boolean>;
}

/**
 * Creates a cache of the signing keys that a `jwks_uri` publishes. Each successful response replaces all cached keys. They
 * stay valid while the endpoint is down; jose's own cache would then throw.
 *
 * @param url the `jwks_uri`
 */
export function createSigningKeys(url: string, log: Log): SigningKeys {
  let keysById: ReadonlyMap<string, CryptoKey> | null = null;
  let fetchedAt = 0;
  /** When the last fetch for each reason began: because keys were missing or old, or because of an unknown id. */
  const attemptedAt = { missingOrOld: -Infinity, unknownId: -Infinity };
  let runningFetch: Promise<void> | null = null;
  let hasLastFetchFailed = false;

  async function fetchKeys(): Promise<void> {
    try {
      keysById = await downloadKeys(url);
      fetchedAt = Date.now();
      hasLastFetchFailed = false;
    } catch (error) {
      hasLastFetchFailed = true;
      log('warn', 'signing_keys_unavailable', { reason: error instanceof Error ? error.message : 'unknown' });
    }
  }

  /** Fetches the keys unless a fetch is running or the last attempt for the same reason was too recent. */
  async function refreshKeys(reason: keyof typeof attemptedAt): Promise<void> {
    if (!runningFetch && Date.now() - attemptedAt[reason] >= (keysById ? pauseMs : noKeysPauseMs)) {
      attemptedAt[reason] = Date.now();
      runningFetch = fetchKeys().finally(() => (runningFetch = null));
    }
    await runningFetch;
  }

  const createUnavailableError = (retryAfterMs: number): HttpError =>
    new HttpError(503, 'keys_unavailable', {
      headers: { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) },
    });

  async function fetchAndFind(kid: string): Promise<CryptoKey> {
    await refreshKeys(keysById ? 'unknownId' : 'missingOrOld');
    if (!keysById) throw createUnavailableError(noKeysPauseMs);
    const key = keysById.get(kid);
    if (key) return key;
    // The key may be new. The client may try again when the next fetch is possible.
    if (hasLastFetchFailed) throw createUnavailableError(attemptedAt.unknownId + pauseMs - Date.now());
    throw new errors.JWKSNoMatchingKey();
  }

  return {
    findKey(kid) {
      // The old keys stay in use until the new ones arrive.
      if (keysById && Date.now() - fetchedAt > maxAgeMs) void refreshKeys('missingOrOld');
      return keysById?.get(kid) ?? fetchAndFind(kid);
    },
    async isReady() {
      if (!keysById) await refreshKeys('missingOrOld');
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
    // Only a symmetric key would be a `Uint8Array`. The check is for the type.
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
