import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';
import { isGuid } from '../settings/configFault.ts';
import type { Settings } from '../settings/settings.ts';
import { readBearerToken, createInvalidTokenError } from './bearerToken.ts';
import type { Caller, VerifyCaller } from './caller.ts';
import { createSigningKeys, type SigningKeys } from './signingKeys.ts';

/** The scope of the token service's own API. The app requests it from Entra. */
const requiredScope = 'access_as_user';
/** The longest lifetime that an Entra token lifetime policy can set: one day. */
const maxTokenAgeSeconds = 86_400;
/**
 * The longest accepted time between `iat` and `exp`. Entra dates `iat` five minutes back, so this time can exceed the
 * policy's lifetime by five minutes. The limit allows ten.
 */
const maxLifetimeSeconds = maxTokenAgeSeconds + 600;
/** The accepted difference between the clocks of Entra and of this machine. */
const clockToleranceSeconds = 60;
/**
 * The accepted values of the header `typ`. Entra's access tokens have `JWT`, and RFC 9068 defines `at+jwt`. Entra may
 * sign tokens of other types, for other purposes, with the same key.
 */
const accessTokenType = /^(?:application\/)?(?:at\+)?jwt$/i;
/**
 * The header fields that Entra never sets: keys inside the token, addresses of keys, and extensions that change how a
 * token must be read.
 */
const forbiddenHeaders: ReadonlySet<string> = new Set('jwk jku x5u x5c crit b64 cty zip'.split(' '));

/** `apiClientId` is the only accepted audience (`aud`), and `appClientId` the only accepted `azp`. */
type EntraCallerOptions = { readonly log: Log } & Pick<
  Settings,
  'authority' | 'apiClientId' | 'appClientId' | 'tenants' | 'authContext'
>;

/** A verifier of caller tokens, the access tokens that the app sends to this service. */
export interface EntraCaller {
  readonly verify: VerifyCaller;
  /** Tells whether the signing keys of at least one tenant are available. Fetches the keys if necessary. */
  isReady(): Promise<boolean>;
}

/**
 * Creates the verifier of caller tokens. It accepts Entra's delegated access tokens of version 2 that an allowed tenant
 * has issued to the app for the service's API. The checks follow Microsoft's articles "Secure applications and APIs by
 * validating claims" and "Access tokens in the Microsoft identity platform".
 *
 * This function is longer than 80 lines so that an auditor can compare all checks with the articles in one place.
 * @throws Error if `options.tenants` is empty
 */
export function createEntraCaller(options: EntraCallerOptions): EntraCaller {
  const keysByTenant = new Map<string, SigningKeys>();
  for (const tid of options.tenants)
    keysByTenant.set(tid, createSigningKeys(`${options.authority}/${tid}/discovery/v2.0/keys`, options.log));
  const defaultKeys = keysByTenant.values().next().value;
  if (!defaultKeys) throw new Error('no tenant is allowed');

  /**
   * Chooses the signing keys with which to verify a token. The claim `tid` is not verified yet, so it only selects one of
   * the allowed tenants, and never becomes part of a URL. For any other tenant, the keys of an allowed one are used, because
   * Entra's tenants share their signing keys. So the service can tell a genuine token of a wrong tenant (403) from a forged
   * one (401).
   */
  const findTenantKeys = (token: string): SigningKeys => {
    // With only one allowed tenant there is nothing to choose, so the claims need not be decoded.
    if (keysByTenant.size === 1) return defaultKeys;
    const { tid } = decodePart(token.split('.', 2)[1] ?? '');
    return keysByTenant.get(String(tid)) ?? defaultKeys;
  };
  /** The last verified token's header and key id. All tokens of a key have the same header, so it is parsed only once. */
  let lastVerified = { header: '', kid: '' };
  const checkAuthContext = createAuthContextCheck(options.authContext, options.authority);
  const checks: JWTVerifyOptions = {
    algorithms: ['RS256'],
    audience: options.apiClientId,
    clockTolerance: clockToleranceSeconds,
    maxTokenAge: maxTokenAgeSeconds,
  };

  /** Checks the verified claims of a token. @returns the caller. @throws HttpError 401 or 403 */
  function readCaller(claims: JWTPayload): Caller {
    const { oid, tid, azp, scp, iat = 0 } = claims;
    // jose skips the check of a time claim that is absent, except for `iat`, which `maxTokenAge` requires.
    if (claims.exp === undefined || claims.nbf === undefined)
      throw createInvalidTokenError('exp or nbf is missing');
    // Entra never issues a token that is valid for longer than the longest policy allows.
    if (claims.exp - iat > maxLifetimeSeconds) throw createInvalidTokenError('lifetime longer than one day');
    // This check also refuses ID tokens, which have no `azp`.
    if (typeof tid !== 'string' || typeof oid !== 'string' || typeof azp !== 'string')
      throw createInvalidTokenError('an id is missing');
    if (claims.iss !== `${options.authority}/${tid}/v2.0`)
      throw createInvalidTokenError('issuer of another tenant');
    if (claims['ver'] !== '2.0') throw createInvalidTokenError('not a version 2 token');
    if (typeof claims.aud !== 'string') throw createInvalidTokenError('several audiences');
    if (!isGuid(oid)) throw createInvalidTokenError('oid is not a GUID');
    // `tid` needs no conversion: it must equal one of the allowed tenants, which are lower case.
    const caller: Caller = { oid: oid.toLowerCase(), tid };
    // The caller is now authenticated. The next refusals are 403 and not 401, because a new sign-in would not help.
    const createForbiddenError = (code: string): HttpError => new HttpError(403, code, { caller });
    if (!keysByTenant.has(tid)) throw createForbiddenError('tenant_not_allowed');
    if (claims['idtyp'] !== undefined && claims['idtyp'] !== 'user')
      throw createForbiddenError('user_token_required');
    if (azp !== options.appClientId) throw createForbiddenError('client_not_allowed');
    if (typeof scp !== 'string' || !scp.split(' ').includes(requiredScope))
      throw createForbiddenError('scope_missing');
    // This check comes last: its refusal asks for a new sign-in, which would be in vain if another check failed.
    checkAuthContext(claims, caller);
    return caller;
  }

  return {
    async verify(headers) {
      const token = readBearerToken(headers);
      try {
        const header = token.slice(0, token.indexOf('.'));
        const kid = header === lastVerified.header ? lastVerified.kid : readKeyId(header);
        // jose also accepts a function that finds the key, but using one takes as long as all other checks together. A cached
        // key comes without a promise, because `await` would cost a turn of the event loop.
        const key = findTenantKeys(token).findKey(kid);
        const { payload } = await jwtVerify(token, key instanceof Promise ? await key : key, checks);
        lastVerified = { header, kid };
        return readCaller(payload);
      } catch (error) {
        throw error instanceof errors.JOSEError ? createInvalidTokenError(error.code) : error;
      }
    },
    async isReady() {
      // One tenant's keys are enough, so the others need not arrive.
      const attempts = [...keysByTenant.values()].map(async (keys) => {
        if (!(await keys.isReady())) throw new Error('no keys');
      });
      return Promise.any(attempts).then(
        () => true,
        () => false,
      );
    },
  };
}

/** Decodes one part of a JWT as JSON, without verifying the signature. @throws HttpError 401 for a part that is no object */
function decodePart(part: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    throw createInvalidTokenError('not a JWT');
  }
  if (typeof value !== 'object' || value === null) throw createInvalidTokenError('not a JWT');
  return value as Record<string, unknown>;
}

/** Entra's key ids are hashes in base64url. The pattern also allows other encodings, but no slashes. */
const possibleKeyId = /^[\w.=+-]{1,200}$/;

/** Checks the header of a token, in base64url. @returns the id of the key that signed the token. */
function readKeyId(header: string): string {
  const fields = decodePart(header);
  for (const name in fields)
    if (forbiddenHeaders.has(name)) throw createInvalidTokenError('a header that Entra does not set');
  const { kid, typ = 'JWT' } = fields;
  if (typeof typ !== 'string' || !accessTokenType.test(typ))
    throw createInvalidTokenError('another type of token');
  if (typeof kid !== 'string' || !possibleKeyId.test(kid))
    throw createInvalidTokenError('kid is missing, too long or malformed');
  return kid;
}

/**
 * Creates the check that a caller has fulfilled an authentication context, a condition of Entra's Conditional Access
 * such as multi-factor authentication. Entra lists the fulfilled contexts in the claim `acrs`. If the required one is
 * missing, the check throws `HttpError` 401 with a claims challenge, which the client passes to Entra. Microsoft's
 * article "Claims challenges, claims requests and client capabilities" defines the form of the challenge.
 *
 * @param requiredContext `c1` to `c99`; null requires no context
 * @param authority Entra's origin. The challenge names the endpoint under `common`, as Microsoft documents for an empty
 *   realm
 * @see https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context
 */
function createAuthContextCheck(
  requiredContext: string | null,
  authority: string,
): (claims: JWTPayload, caller: Caller) => void {
  if (requiredContext === null) return () => {};
  const requiredClaims = { access_token: { acrs: { essential: true, value: requiredContext } } };
  const challenge = [
    'Bearer realm=""',
    `authorization_uri="${authority}/common/oauth2/authorize"`,
    'error="insufficient_claims"',
    `claims="${Buffer.from(JSON.stringify(requiredClaims)).toString('base64')}"`,
  ].join(', ');
  return ({ acrs }, caller) => {
    if (Array.isArray(acrs) && acrs.includes(requiredContext)) return;
    throw new HttpError(401, 'insufficient_claims', {
      headers: { 'www-authenticate': challenge },
      detail: `no ${requiredContext} among acrs`,
      caller,
    });
  };
}
