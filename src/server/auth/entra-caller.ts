import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import type { VerifyCaller } from './caller.ts';
import { createSigningKeys, type SigningKeys } from './keys.ts';

/** The permission of our API that the app asks for. */
const SCOPE = 'access_as_user';
/** Entra's access tokens are 1.5 to 4 KB; nothing longer is looked at. */
const MAX_TOKEN_LENGTH = 8_192;
const MAX_TOKEN_AGE = '24h';
const CLOCK_TOLERANCE_S = 60;
const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

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
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
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

  async function verify(headers: Headers): Promise<{ oid: string; tid: string }> {
    const token = bearerToken(headers);
    const claimed = unverifiedTenant(token);
    // Entra's tenants share their signing keys. A tenant off the list is checked with a listed tenant's keys,
    // only to tell a true token (403) from a false one (401): no address is made from a stranger's claim.
    const keys = keysOf.get(claimed) ?? keysOf.values().next().value;
    if (!keys) throw forbidden('tenant_not_allowed');
    const claims = await verifiedClaims(token, claimed, keys);
    if (!keysOf.has(claimed)) throw forbidden('tenant_not_allowed');
    if (claims['idtyp'] === 'app') throw forbidden('user_token_required');
    if (claims['azp'] !== options.appClientId) throw forbidden('client_not_allowed');
    if (!String(claims['scp']).split(' ').includes(SCOPE)) throw forbidden('scope_missing');
    const oid = String(claims['oid']).toLowerCase();
    if (!guid.test(oid)) throw refused('oid is not a GUID');
    return { oid, tid: claimed };
  }

  async function verifiedClaims(token: string, tid: string, keys: SigningKeys): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, (header) => keys.find(header), {
        algorithms: ['RS256'],
        issuer: `${options.authority}/${tid}/v2.0`,
        audience: options.apiClientId,
        clockTolerance: CLOCK_TOLERANCE_S,
        maxTokenAge: MAX_TOKEN_AGE,
        requiredClaims: ['exp', 'nbf', 'iat', 'oid', 'tid', 'azp'],
      });
      const delegated = typeof payload['scp'] === 'string' || payload['idtyp'] === 'app';
      if (payload['ver'] !== '2.0' || !delegated) throw refused('not a version 2 access token');
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
    throw new Problem(401, 'token_missing', { headers: { 'WWW-Authenticate': 'Bearer' } });
  }
  // Doubled headers are joined by a comma, which no bearer token contains.
  if (header.includes(',')) throw new Problem(400, 'authorization_repeated');
  const token = /^bearer ([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (token === undefined) throw refused('not a bearer token');
  if (token.length > MAX_TOKEN_LENGTH) throw refused('token too long');
  return token;
}

/** The tenant a token says it is from; proven only later, by issuer and signature. Refuses what no Entra token has. */
function unverifiedTenant(token: string): string {
  try {
    const header = decodeProtectedHeader(token);
    const { kid } = header;
    if (typeof kid !== 'string' || kid.length === 0 || kid.length > 200) throw refused('no kid');
    // Keys that a token brings along or points to are never used; a token that tries is not from Entra.
    if ('jwk' in header || 'jku' in header || 'x5u' in header || 'crit' in header)
      throw refused('key in header');
    const { tid } = decodeJwt(token);
    if (typeof tid !== 'string' || !guid.test(tid)) throw refused('tid is not a GUID');
    return tid;
  } catch (error) {
    throw error instanceof Problem ? error : refused('not a JWT');
  }
}
