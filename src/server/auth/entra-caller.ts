import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import { isGuid } from '../settings/fault.ts';
import type { Caller, VerifyCaller } from './caller.ts';
import { createSigningKeys, type SigningKeys } from './keys.ts';

/** The permission of our API that the app asks for. */
const SCOPE = 'access_as_user';
/** Entra's access tokens are 1.5 to 4 KB; nothing longer is looked at. */
const MAX_TOKEN_LENGTH = 8_192;
const MAX_TOKEN_AGE_S = 86_400;
/** jose leaves out the check of a claim that is not there. */
const needed = ['exp', 'nbf', 'iat', 'oid', 'tid', 'azp'];
const CLOCK_TOLERANCE_S = 60;

export interface EntraCallerOptions {
  /** `https://login.microsoftonline.com`, without a trailing slash. */
  readonly authority: string;
  /** The audience: our API's application id (version 2 tokens carry the bare id). */
  readonly apiClientId: string;
  /** The application the token was issued to: the only accepted `azp`. */
  readonly appClientId: string;
  /** Tenant ids, lower case. */
  readonly tenants: readonly string[];
  readonly log: Log;
}

export interface EntraCaller {
  readonly verify: VerifyCaller;
  /** True when the signing keys of at least one tenant are at hand. */
  ready(): Promise<boolean>;
}

const refused = (detail: string): Problem =>
  new Problem(401, 'invalid_token', {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    detail,
  });
const forbidden = (code: string): Problem => new Problem(403, code);

/**
 * Verifies the caller's own token (artifact 2): an Entra version 2 access token for our API, delegated, issued
 * to our application, by an allowed tenant. Rests on "Secure applications and APIs by validating claims" and
 * "Access tokens in the Microsoft identity platform".
 */
export function createEntraCaller(options: EntraCallerOptions): EntraCaller {
  const keysOf = new Map<string, SigningKeys>(
    options.tenants.map((tid) => [
      tid,
      createSigningKeys(`${options.authority}/${tid}/discovery/v2.0/keys`, options.log),
    ]),
  );

  const anyKeys = keysOf.values().next().value;
  if (!anyKeys) throw new Error('no tenant is allowed');

  /**
   * Gives jose the key for a token, before anything in the token is proven. Entra's tenants share their signing
   * keys: a tenant off the list is checked with a listed tenant's keys, only to tell a true token (403) from a false
   * one (401); no address is made from a stranger's claim.
   */
  const keyFor: JWTVerifyGetKey = (header, token) => {
    const { kid } = header;
    if (typeof kid !== 'string' || kid.length === 0 || kid.length > 200) throw refused('no kid');
    // Keys that a token brings along or points to are never used; a token that tries is not from Entra.
    if ('jwk' in header || 'jku' in header || 'x5u' in header) throw refused('key in header');
    // With one tenant on the list there is one answer, and no need to read an unproven token for it.
    return (keysOf.size === 1 ? anyKeys : (keysOf.get(tenantIn(token.payload)) ?? anyKeys)).find(kid);
  };
  const checks: JWTVerifyOptions = {
    algorithms: ['RS256'],
    audience: options.apiClientId,
    clockTolerance: CLOCK_TOLERANCE_S,
    maxTokenAge: MAX_TOKEN_AGE_S,
  };

  async function verify(headers: Headers): Promise<Caller> {
    const claims = await verifiedClaims(bearerToken(headers));
    if (needed.some((name) => claims[name] === undefined)) throw refused('a claim is missing');
    const tid = String(claims['tid']);
    if (claims.iss !== `${options.authority}/${tid}/v2.0`) throw refused('issuer of another tenant');
    if (claims['ver'] !== '2.0') throw refused('not a version 2 token');
    if (!keysOf.has(tid)) throw forbidden('tenant_not_allowed');
    if (claims['idtyp'] === 'app') throw forbidden('user_token_required');
    // An ID token has everything but this.
    if (typeof claims['scp'] !== 'string') throw refused('no delegated access token');
    if (claims['azp'] !== options.appClientId) throw forbidden('client_not_allowed');
    if (!claims['scp'].split(' ').includes(SCOPE)) throw forbidden('scope_missing');
    const oid = String(claims['oid']).toLowerCase();
    if (!isGuid(oid)) throw refused('oid is not a GUID');
    return { oid, tid };
  }

  async function verifiedClaims(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keyFor, checks);
      return payload;
    } catch (error) {
      throw error instanceof errors.JOSEError ? refused(error.code) : error;
    }
  }

  return {
    verify,
    ready: async () => (await Promise.all([...keysOf.values()].map((keys) => keys.ready()))).some(Boolean),
  };
}

function bearerToken(headers: Headers): string {
  const header = headers.get('authorization');
  if (header === null) {
    throw new Problem(401, 'token_missing', { headers: { 'www-authenticate': 'Bearer' } });
  }
  // Doubled headers are joined by a comma, which no bearer token contains.
  if (header.includes(',')) throw new Problem(400, 'authorization_repeated');
  const token = /^bearer ([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (token === undefined) throw refused('not a bearer token');
  if (token.length > MAX_TOKEN_LENGTH) throw refused('token too long');
  return token;
}

/** The tenant a token says it is from: an id in lower case, as Entra writes it. */
function tenantIn(payload: string | Uint8Array): string {
  let tid: unknown;
  try {
    ({ tid } = JSON.parse(Buffer.from(String(payload), 'base64url').toString()) as { tid?: unknown });
  } catch {
    throw refused('not a JWT');
  }
  if (typeof tid !== 'string' || !isGuid(tid) || tid !== tid.toLowerCase())
    throw refused('tid is not a GUID');
  return tid;
}
