import { errors, jwtVerify, type CryptoKey, type JWTPayload, type JWTVerifyOptions } from 'jose';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';
import { isGuid } from '../settings/configFault.ts';
import { bearerToken, invalidToken } from './bearerToken.ts';
import type { Caller, VerifyCaller } from './caller.ts';
import { createAuthContextCheck } from './authContext.ts';
import { createSigningKeys, type SigningKeys } from './signingKeys.ts';

/** The scope of our API that the app requests. */
const requiredScope = 'access_as_user';
/** The longest lifetime that an Entra token lifetime policy can set: one day. */
const maxTokenAgeSeconds = 86_400;
/**
 * Longest accepted time between `iat` and `exp`: Entra sets `iat` five minutes in the past, in addition to the
 * lifetime that the policy sets.
 */
const maxLifetimeSeconds = maxTokenAgeSeconds + 600;
const clockToleranceSeconds = 60;
/**
 * Accepted values of the header `typ`: Entra's access tokens say `JWT`, RFC 9068 defines `at+jwt`. Tokens of
 * other types, signed by the same key, serve other purposes.
 */
const accessTokenType = /^(?:application\/)?(?:at\+)?jwt$/i;
/**
 * Header fields that Entra never sets: embedded or referenced keys, and extensions that change how a token is
 * read.
 */
const forbiddenHeaders: ReadonlySet<string> = new Set([
  'jwk',
  'jku',
  'x5u',
  'x5c',
  'crit',
  'b64',
  'cty',
  'zip',
]);

export interface EntraCallerOptions {
  /** `https://login.microsoftonline.com`, without a trailing slash. */
  readonly authority: string;
  /** The accepted audience: our API's application id. Version 2 tokens carry the bare id. */
  readonly apiClientId: string;
  /** The application that the token must be issued to: the only accepted `azp`. */
  readonly appClientId: string;
  /** Ids of the allowed tenants, lower case. */
  readonly tenants: readonly string[];
  /** Authentication context that a token must carry in `acrs`, such as `c1`; null requires none. */
  readonly authContext: string | null;
  readonly log: Log;
}

export interface EntraCaller {
  readonly verify: VerifyCaller;
  /** Whether the signing keys of at least one tenant are available. Fetches them if necessary. */
  ready(): Promise<boolean>;
}

/**
 * Creates the verifier of caller tokens (artifact 2). It accepts an Entra version 2 access token for our API,
 * delegated, issued to our application, by an allowed tenant. It follows "Secure applications and APIs by
 * validating claims" and "Access tokens in the Microsoft identity platform".
 *
 * @throws Error when no tenant is allowed
 */
export function createEntraCaller(options: EntraCallerOptions): EntraCaller {
  const keysOf = new Map<string, SigningKeys>(
    options.tenants.map((tid) => [
      tid,
      createSigningKeys(`${options.authority}/${tid}/discovery/v2.0/keys`, options.log),
    ]),
  );

  const defaultKeys = keysOf.values().next().value;
  if (!defaultKeys) throw new Error('no tenant is allowed');

  /**
   * Finds the key that verifies a token, from claims that are not verified yet. Entra's tenants share their
   * signing keys, so a token of a tenant that is not allowed is checked with an allowed tenant's keys. This
   * only tells a genuine token (403) from a forged one (401), and no URL is ever built from an unverified
   * claim.
   */
  const keyFor = (kid: string, token: string): CryptoKey | Promise<CryptoKey> =>
    // With one allowed tenant there is no choice, so the unverified claim need not be read.
    (keysOf.size === 1 ? defaultKeys : (keysOf.get(readTenantId(token)) ?? defaultKeys)).find(kid);
  /**
   * Header and key id of the last verified token. All tokens of a key begin with the same header, so it need
   * not be parsed again.
   */
  let lastVerified = { header: '', kid: '' };
  const checkAuthContext = createAuthContextCheck(options.authContext, options.authority);
  const checks: JWTVerifyOptions = {
    algorithms: ['RS256'],
    audience: options.apiClientId,
    clockTolerance: clockToleranceSeconds,
    maxTokenAge: maxTokenAgeSeconds,
  };

  function toCaller(claims: JWTPayload): Caller {
    const { oid, tid, azp, scp, iat = 0 } = claims;
    // jose skips the check of a time claim that is absent, except for `iat`, which `maxTokenAge` requires.
    if (claims.exp === undefined || claims.nbf === undefined) throw invalidToken('exp or nbf is missing');
    // Entra issues no such token, so its lifetime would exceed every policy.
    if (claims.exp - iat > maxLifetimeSeconds) throw invalidToken('lifetime longer than one day');
    // An ID token has no `azp`.
    if (typeof tid !== 'string' || typeof oid !== 'string' || typeof azp !== 'string')
      throw invalidToken('an id is missing');
    if (claims.iss !== `${options.authority}/${tid}/v2.0`) throw invalidToken('issuer of another tenant');
    if (claims['ver'] !== '2.0') throw invalidToken('not a version 2 token');
    if (typeof claims.aud !== 'string') throw invalidToken('several audiences');
    if (!isGuid(oid)) throw invalidToken('oid is not a GUID');
    const caller: Caller = { oid: oid.toLowerCase(), tid };
    // From here on the caller is authenticated. Further refusals are 403, because a new sign-in would end the
    // same way.
    const forbidden = (code: string): HttpError => new HttpError(403, code, { caller });
    if (!keysOf.has(tid)) throw forbidden('tenant_not_allowed');
    if (claims['idtyp'] !== undefined && claims['idtyp'] !== 'user') throw forbidden('user_token_required');
    if (azp !== options.appClientId) throw forbidden('client_not_allowed');
    if (typeof scp !== 'string' || !scp.split(' ').includes(requiredScope)) throw forbidden('scope_missing');
    // This check comes last: a new sign-in repairs it, but none of the refusals above.
    checkAuthContext(claims, caller);
    return caller;
  }

  return {
    async verify(headers) {
      const token = bearerToken(headers);
      try {
        const header = token.slice(0, token.indexOf('.'));
        const kid = header === lastVerified.header ? lastVerified.kid : readKeyId(header);
        // The key is not passed to jose as a function, which would cost as much time as all other checks
        // together.
        const key = keyFor(kid, token);
        const { payload } = await jwtVerify(token, key instanceof Promise ? await key : key, checks);
        lastVerified = { header, kid };
        return toCaller(payload);
      } catch (error) {
        throw error instanceof errors.JOSEError ? invalidToken(error.code) : error;
      }
    },
    ready: async () => (await Promise.all([...keysOf.values()].map((keys) => keys.ready()))).some(Boolean),
  };
}

/** Decodes one part of a JWT as JSON. The result is not verified. */
function decodePart(part: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    throw invalidToken('not a JWT');
  }
  if (typeof value !== 'object' || value === null) throw invalidToken('not a JWT');
  return value as Record<string, unknown>;
}

function readKeyId(header: string): string {
  const fields = decodePart(header);
  for (const name in fields)
    if (forbiddenHeaders.has(name)) throw invalidToken('a header that Entra does not set');
  const { kid, typ = 'JWT' } = fields;
  if (typeof typ !== 'string' || !accessTokenType.test(typ)) throw invalidToken('another type of token');
  if (typeof kid !== 'string' || kid.length === 0 || kid.length > 200)
    throw invalidToken('kid is missing or too long');
  return kid;
}

/** Reads the tenant id from the unverified claims. Entra writes it in lower case. */
function readTenantId(token: string): string {
  const { tid } = decodePart(token.split('.', 2)[1] ?? '');
  if (typeof tid !== 'string' || !isGuid(tid) || tid !== tid.toLowerCase())
    throw invalidToken('tid is not a GUID');
  return tid;
}
