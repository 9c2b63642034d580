import { errors, jwtVerify } from 'jose';
import { HttpError } from '../httpError.ts';
import { isGuid } from '../settings/configFault.ts';
import type { Caller, VerifyCaller } from './caller.ts';

/**
 * The `typ` and `aud` of a session for this service. A site also signs other tokens with its key, such as
 * confirmation links, remember-me cookies and tokens for other services. None of them may be accepted here.
 */
export const sessionType = 'switchboard-session+jwt';
export const sessionAudience = 'switchboard';

const defaultMaxAgeSeconds = 12 * 3600;
const clockToleranceSeconds = 60;

export interface SessionCallerOptions {
  /** Name of the session cookie. The prefix `__Host-` keeps other hosts of the domain from setting it. */
  readonly cookie: `__Host-${string}`;
  /** The key with which the site signs its sessions (HS256), at least 32 bytes. */
  readonly key: Uint8Array;
  /** Ids of the allowed tenants. */
  readonly tenants: readonly string[];
  /** Seconds from `iat` until a session expires, even if its `exp` is later. Default: 12 hours. */
  readonly maxAgeSeconds?: number;
}

/**
 * A worked example of another verifier: it authenticates the caller by the session cookie of an existing site.
 * The cookie is a JWT made by the site's own sign-in: `typ` is `switchboard-session+jwt`, `aud` is
 * `switchboard`, `iat` and `exp` limit its lifetime, `oid` and `tid` identify the user. Pass it to
 * `startService` as `verifyCaller`; the service must run on the origin of the site.
 *
 * @throws TypeError when the key is too short or `maxAgeSeconds` is not positive
 */
export function createSessionCaller(options: SessionCallerOptions): VerifyCaller {
  const { cookie, key, tenants, maxAgeSeconds = defaultMaxAgeSeconds } = options;
  if (key.length < 32) throw new TypeError('The session key must have at least 32 bytes.');
  if (!(maxAgeSeconds > 0)) throw new TypeError('maxAgeSeconds must be a positive number.');
  const allowed = new Set(tenants.map((tenant) => tenant.trim().toLowerCase()));
  return async (headers) => {
    // Browsers send the cookie with requests from other pages too. This header says whether the page has the
    // same origin.
    if (headers.get('sec-fetch-site') !== 'same-origin') throw new HttpError(403, 'origin_not_allowed');
    const caller = await readSession(headers.get('cookie') ?? '', { cookie, key, maxAgeSeconds });
    if (!allowed.has(caller.tid)) throw new HttpError(403, 'tenant_not_allowed', { caller });
    return caller;
  };
}

async function readSession(
  cookies: string,
  { cookie: name, key, maxAgeSeconds }: Required<Omit<SessionCallerOptions, 'tenants'>>,
): Promise<Caller> {
  const values = cookies.split('; ').filter((cookie) => cookie.startsWith(`${name}=`));
  const invalidSession = (detail: string): HttpError => new HttpError(401, 'invalid_session', { detail });
  const [value] = values;
  if (value === undefined || values.length > 1) throw invalidSession(`${values.length} session cookies`);
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
    if (typeof aud !== 'string') throw invalidSession('several audiences');
    if (typeof oid !== 'string' || typeof tid !== 'string' || !isGuid(oid) || !isGuid(tid))
      throw invalidSession('an id is not a GUID');
    return { oid: oid.toLowerCase(), tid: tid.toLowerCase() };
  } catch (error) {
    throw error instanceof errors.JOSEError ? invalidSession(error.code) : error;
  }
}
