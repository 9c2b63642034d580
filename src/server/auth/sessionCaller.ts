import { errors, jwtVerify } from 'jose';
import { HttpError } from '../httpError.ts';
import { isGuid } from '../settings/settingFault.ts';
import type { Caller, VerifyCaller } from './caller.ts';

/**
 * What a session for this service says of itself. A site signs other things with its key, too: links to confirm an
 * address, remember-me cookies, tokens for its other services. None of them may open the phone.
 */
export const sessionType = 'switchboard-session+jwt';
export const sessionAudience = 'switchboard';

const defaultMaxAgeSeconds = 12 * 3600;
const clockToleranceSeconds = 60;

export interface SessionCallerOptions {
  /** The cookie's name; `__Host-` keeps other hosts of the domain from setting it. */
  readonly cookie: `__Host-${string}`;
  /** The key with which the site signs its sessions: HS256, 32 bytes or more. */
  readonly key: Uint8Array;
  /** Tenant ids. */
  readonly tenants: readonly string[];
  /** Seconds after its issue (`iat`) at which a session ends, whatever its `exp` says. Default: 12 hours. */
  readonly maxAgeSeconds?: number;
}

/**
 * A worked example of another artifact 2: the session cookie of an existing site, a JWT that its own sign-in made:
 * `typ` is `switchboard-session+jwt`, `aud` is `switchboard`, `iat` and `exp` say from when until when it counts, `oid`
 * and `tid` who the person is. Given to `startService` as `verifyCaller`, for a service on the site's own origin.
 *
 * @throws TypeError when the key is too short or the age is no positive number
 */
export function createSessionCaller(options: SessionCallerOptions): VerifyCaller {
  const { cookie, key, tenants, maxAgeSeconds = defaultMaxAgeSeconds } = options;
  if (key.length < 32) throw new TypeError('The key of the sessions must have 32 bytes or more.');
  if (!(maxAgeSeconds > 0)) throw new TypeError('The greatest age of a session must be a positive number.');
  const allowed = new Set(tenants.map((tenant) => tenant.trim().toLowerCase()));
  return async (headers) => {
    // A cookie travels with requests that other pages send; the browser says here which page it was.
    if (headers.get('sec-fetch-site') !== 'same-origin') throw new HttpError(403, 'origin_not_allowed');
    const caller = await sessionIn(headers.get('cookie') ?? '', { cookie, key, maxAgeSeconds });
    if (!allowed.has(caller.tid)) throw new HttpError(403, 'tenant_not_allowed', { caller });
    return caller;
  };
}

async function sessionIn(
  cookies: string,
  { cookie: name, key, maxAgeSeconds }: Required<Omit<SessionCallerOptions, 'tenants'>>,
): Promise<Caller> {
  const values = cookies.split('; ').filter((cookie) => cookie.startsWith(`${name}=`));
  const refused = (detail: string): HttpError => new HttpError(401, 'invalid_session', { detail });
  const [value] = values;
  if (value === undefined || values.length > 1) throw refused(`${values.length} session cookies`);
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
    if (typeof aud !== 'string') throw refused('several audiences');
    if (typeof oid !== 'string' || typeof tid !== 'string' || !isGuid(oid) || !isGuid(tid))
      throw refused('an id is no GUID');
    return { oid: oid.toLowerCase(), tid: tid.toLowerCase() };
  } catch (error) {
    throw error instanceof errors.JOSEError ? refused(error.code) : error;
  }
}
