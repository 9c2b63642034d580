import { errors, jwtVerify } from 'jose';
import { Problem } from '../problem.ts';
import { isGuid } from '../settings/fault.ts';
import type { VerifyCaller } from './caller.ts';

export interface SessionCallerOptions {
  /** The cookie's name; `__Host-` keeps other hosts of the domain from setting it. */
  readonly cookie: `__Host-${string}`;
  /** The key with which the site signs its sessions: HS256, 32 bytes or more. */
  readonly key: Uint8Array;
  /** Tenant ids. */
  readonly tenants: readonly string[];
}

/**
 * A worked example of another artifact 2: the session cookie of an existing site, a JWT that its own sign-in made
 * with the claims `oid` and `tid` of the person. Given to `startService` as `verifyCaller`, for a service on
 * the site's own origin.
 */
export function createSessionCaller({ cookie, key, tenants }: SessionCallerOptions): VerifyCaller {
  if (key.length < 32) throw new TypeError('The key of the sessions must have 32 bytes or more.');
  const allowed = new Set(tenants.map((tenant) => tenant.trim().toLowerCase()));
  return async (headers) => {
    // A cookie travels with requests that other pages send; the browser says here which page it was.
    if (headers.get('sec-fetch-site') !== 'same-origin') throw new Problem(403, 'origin_not_allowed');
    const { oid, tid } = await sessionIn(headers.get('cookie') ?? '', cookie, key);
    if (!allowed.has(tid)) throw new Problem(403, 'tenant_not_allowed');
    return { oid, tid };
  };
}

async function sessionIn(
  cookies: string,
  name: string,
  key: Uint8Array,
): Promise<{ oid: string; tid: string }> {
  const values = cookies.split('; ').filter((cookie) => cookie.startsWith(`${name}=`));
  const refused = (detail: string): Problem => new Problem(401, 'invalid_session', { detail });
  const [value] = values;
  if (value === undefined || values.length > 1) throw refused(`${values.length} session cookies`);
  try {
    const { payload } = await jwtVerify(value.slice(name.length + 1), key, {
      algorithms: ['HS256'],
      requiredClaims: ['exp', 'oid', 'tid'],
    });
    const [oid, tid] = [String(payload['oid']).toLowerCase(), String(payload['tid']).toLowerCase()];
    if (!isGuid(oid) || !isGuid(tid)) throw refused('an id is no GUID');
    return { oid, tid };
  } catch (error) {
    throw error instanceof errors.JOSEError ? refused(error.code) : error;
  }
}
