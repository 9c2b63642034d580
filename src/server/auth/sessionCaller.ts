import { errors, jwtVerify } from 'jose';
import { HttpError } from '../httpError.ts';
import { isGuid } from '../settings/configFault.ts';
import type { Caller, VerifyCaller } from './caller.ts';

/**
 * The header `typ` and the claim `aud` of a session token for this service. They distinguish it from other tokens that the
 * site signs with the same key, such as confirmation links and remember-me cookies.
 */
export const sessionType = 'switchboard-session+jwt';
export const sessionAudience = 'switchboard';

/** The accepted difference between the clocks of the site and of this machine. */
const clockToleranceSeconds = 60;

export interface SessionCallerOptions {
  /** The name of the session cookie. The prefix `__Host-` prevents other hosts of the domain from setting the cookie. */
  readonly cookie: `__Host-${string}`;
  /** The key with which the site signs its sessions (HS256), at least 32 bytes. */
  readonly key: Uint8Array;
  /** The ids of the allowed tenants. */
  readonly tenants: readonly string[];
  /** A session expires this many seconds after its `iat`, even if its `exp` is later. Default: 12 hours. */
  readonly maxAgeSeconds?: number;
}

/**
 * Creates a verifier that authenticates the caller by the session cookie of an existing site. Pass it to `startService` as
 * `verifyCaller`. The service must run on the site's origin. The site's own sign-in sets the cookie. Its value is the session
 * token: a JWT in which `iat` and `exp` limit the lifetime, and `oid` and `tid` identify the user.
 *
 * @throws TypeError when the key is too short or `maxAgeSeconds` is not positive
 */
export function createSessionCaller(options: SessionCallerOptions): VerifyCaller {
  const { cookie, key, tenants, maxAgeSeconds = 12 * 3600 } = options;
  if (key.length < 32) throw new TypeError('The session key must have at least 32 bytes.');
  if (!(maxAgeSeconds > 0)) throw new TypeError('maxAgeSeconds must be a positive number.');
  const allowedTenants = new Set(tenants.map((tenant) => tenant.trim().toLowerCase()));
  return async (headers) => {
    // Browsers also send the cookie with requests from pages of other origins, and say so in this header.
    if (headers.get('sec-fetch-site') !== 'same-origin') throw new HttpError(403, 'origin_not_allowed');
    const caller = await readSession(headers.get('cookie') ?? '', { cookie, key, maxAgeSeconds });
    if (!allowedTenants.has(caller.tid)) throw new HttpError(403, 'tenant_not_allowed', { caller });
    return caller;
  };
}

/** @param cookieHeader the value of the header `Cookie`. @throws HttpError 401 unless it has one session, which is valid */
async function readSession(
  cookieHeader: string,
  { cookie: name, key, maxAgeSeconds }: Required<Omit<SessionCallerOptions, 'tenants'>>,
): Promise<Caller> {
  const values = cookieHeader.split('; ').filter((cookie) => cookie.startsWith(`${name}=`));
  const createInvalidSessionError = (detail: string): HttpError =>
    new HttpError(401, 'invalid_session', { detail });
  const [value] = values;
  if (value === undefined || values.length > 1)
    throw createInvalidSessionError(`${values.length} session cookies`);
  try {
    const { payload } = await jwtVerify(value.slice(name.length + 1), key, {
      algorithms: ['HS256'],
      typ: sessionType,
      audience: sessionAudience,
      maxTokenAge: maxAgeSeconds,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['exp'],
    });
    const { aud, oid, tid } = payload;
    if (typeof aud !== 'string') throw createInvalidSessionError('several audiences');
    if (typeof oid !== 'string' || typeof tid !== 'string' || !isGuid(oid) || !isGuid(tid))
      throw createInvalidSessionError('an id is not a GUID');
    return { oid: oid.toLowerCase(), tid: tid.toLowerCase() };
  } catch (error) {
    throw error instanceof errors.JOSEError ? createInvalidSessionError(error.code) : error;
  }
}
