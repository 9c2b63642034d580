import { errors, jwtVerify, type CryptoKey, type JWTPayload, type JWTVerifyOptions } from 'jose';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';
import { isGuid } from '../settings/settingFault.ts';
import { bearerToken, refused } from './bearerToken.ts';
import type { Caller, VerifyCaller } from './caller.ts';
import { createAuthContextCheck } from './authContext.ts';
import { createSigningKeys, type SigningKeys } from './signingKeys.ts';

/** The permission of our API that the app asks for. */
const requiredScope = 'access_as_user';
/** A token lifetime policy of Entra allows an access token one day at most. */
const maxTokenAgeSeconds = 86_400;
/** Entra dates a token five minutes back, on top of the lifetime that the policy gives it. */
const maxLifetimeSeconds = maxTokenAgeSeconds + 600;
const clockToleranceSeconds = 60;
/** What a token says it is: Entra's say JWT, RFC 9068 has a name for access tokens. Others of the same key do other things. */
const accessTokenType = /^(?:application\/)?(?:at\+)?jwt$/i;
/** Keys that a token brings along or points to, and extensions that change how it is read: Entra's have none of them. */
const foreign: ReadonlySet<string> = new Set(['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'cty', 'zip']);

export interface EntraCallerOptions {
  /** `https://login.microsoftonline.com`, without a trailing slash. */
  readonly authority: string;
  /** The audience: our API's application id (version 2 tokens carry the bare id). */
  readonly apiClientId: string;
  /** The application the token was issued to: the only accepted `azp`. */
  readonly appClientId: string;
  /** Tenant ids, lower case. */
  readonly tenants: readonly string[];
  /** Authentication context that a token must carry (`acrs`), such as `c1`; null demands none. */
  readonly authContext: string | null;
  readonly log: Log;
}

export interface EntraCaller {
  readonly verify: VerifyCaller;
  /** True when the signing keys of at least one tenant are at hand. */
  ready(): Promise<boolean>;
}

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
   * The key for a token, before anything in the token is proven. Entra's tenants share their signing keys: a tenant
   * off the list is checked with a listed tenant's keys, only to tell a true token (403) from a false one (401); no
   * address is made from a stranger's claim.
   */
  const keyFor = (kid: string, token: string): CryptoKey | Promise<CryptoKey> =>
    // With one tenant on the list there is one answer, and no need to read an unproven claim for it.
    (keysOf.size === 1 ? anyKeys : (keysOf.get(tenantIn(token)) ?? anyKeys)).find(kid);
  /** Of the last token that was proven. A key's tokens all begin alike, so this one's text need not be read again. */
  let known = { header: '', kid: '' };
  const checkAuthContext = createAuthContextCheck(options.authContext, options.authority);
  const checks: JWTVerifyOptions = {
    algorithms: ['RS256'],
    audience: options.apiClientId,
    clockTolerance: clockToleranceSeconds,
    maxTokenAge: maxTokenAgeSeconds,
  };

  function callerIn(claims: JWTPayload): Caller {
    const { oid, tid, azp, scp, iat = 0 } = claims;
    // jose leaves out the check of a time that is not there; `iat` it needs for the age.
    if (claims.exp === undefined || claims.nbf === undefined) throw refused('no end or no beginning');
    // Entra issues no such token, so it would be good for longer than anybody means it to be.
    if (claims.exp - iat > maxLifetimeSeconds) throw refused('a lifetime over one day');
    // An ID token has no `azp`.
    if (typeof tid !== 'string' || typeof oid !== 'string' || typeof azp !== 'string')
      throw refused('an id is missing');
    if (claims.iss !== `${options.authority}/${tid}/v2.0`) throw refused('issuer of another tenant');
    if (claims['ver'] !== '2.0') throw refused('not a version 2 token');
    if (typeof claims.aud !== 'string') throw refused('several audiences');
    if (!isGuid(oid)) throw refused('oid is not a GUID');
    const caller: Caller = { oid: oid.toLowerCase(), tid };
    // From here on the caller is proven, and a refusal is 403: a new sign-in would end the same way.
    const forbidden = (code: string): HttpError => new HttpError(403, code, { caller });
    if (!keysOf.has(tid)) throw forbidden('tenant_not_allowed');
    if (claims['idtyp'] !== undefined && claims['idtyp'] !== 'user') throw forbidden('user_token_required');
    if (azp !== options.appClientId) throw forbidden('client_not_allowed');
    if (typeof scp !== 'string' || !scp.split(' ').includes(requiredScope)) throw forbidden('scope_missing');
    // Last: a new sign-in mends this, and nothing that is wrong above.
    checkAuthContext(claims, caller);
    return caller;
  }

  return {
    async verify(headers) {
      const token = bearerToken(headers);
      try {
        const header = token.slice(0, token.indexOf('.'));
        const kid = header === known.header ? known.kid : keyIdIn(header);
        // Not given to jose as a function: that costs as much as all the checks here together.
        const key = keyFor(kid, token);
        const { payload } = await jwtVerify(token, key instanceof Promise ? await key : key, checks);
        known = { header, kid };
        return callerIn(payload);
      } catch (error) {
        throw error instanceof errors.JOSEError ? refused(error.code) : error;
      }
    },
    ready: async () => (await Promise.all([...keysOf.values()].map((keys) => keys.ready()))).some(Boolean),
  };
}

/** What a part of a JWT says, unproven. */
function read(part: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    throw refused('not a JWT');
  }
  if (typeof value !== 'object' || value === null) throw refused('not a JWT');
  return value as Record<string, unknown>;
}

function keyIdIn(header: string): string {
  const fields = read(header);
  for (const name in fields) if (foreign.has(name)) throw refused('a header that Entra does not set');
  const { kid, typ = 'JWT' } = fields;
  if (typeof typ !== 'string' || !accessTokenType.test(typ)) throw refused('another type of token');
  if (typeof kid !== 'string' || kid.length === 0 || kid.length > 200) throw refused('no kid');
  return kid;
}

/** The tenant a token says it is from: an id in lower case, as Entra writes it. */
function tenantIn(token: string): string {
  const { tid } = read(token.split('.', 2)[1] ?? '');
  if (typeof tid !== 'string' || !isGuid(tid) || tid !== tid.toLowerCase())
    throw refused('tid is not a GUID');
  return tid;
}
