import { ServiceError } from '../../contract/exchange.ts';
import { fail, type Failure } from './problem.ts';

/** Reads the `Retry-After` header, which gives seconds. @returns at most one minute */
export function readRetryAfter(response: Response): { retryAfterMs?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return seconds > 0 ? { retryAfterMs: Math.min(seconds, 60) * 1000 } : {};
}

/** With this code in a 403, the token service says that ACS does not accept the Teams token itself. */
const refusedTeamsTokenCode = 'acs_token_refused';

export async function isTeamsTokenRefused(response: Response): Promise<boolean> {
  const body = ServiceError.safeParse(await response.json().catch(() => null));
  return body.data?.error.code === refusedTeamsTokenCode;
}

/**
 * Turns an error answer of the token service into a problem. 401 means that the service has rejected the caller token, by which
 * it recognises the user. If ACS has refused the exchange, the service's code says why.
 */
export async function translateServiceError(response: Response): Promise<Failure> {
  const body = ServiceError.safeParse(await response.json().catch(() => null));
  const detail = body.success
    ? `${response.status} ${body.data.error.code} ${body.data.error.requestId}`
    : `${response.status}`;
  const code = body.data?.error.code ?? '';
  if (response.status === 401 || code === refusedTeamsTokenCode) return fail('caller-rejected', { detail });
  const permissions = body.data?.error.missingPermissions;
  if (code === 'acs_permission_missing' && permissions)
    return fail('permission-missing', { detail, permissions });
  if (response.status === 403)
    return fail(code === 'acs_licence_missing' ? 'licence-missing' : 'not-allowed', { detail });
  if (response.status === 502 && /^acs_(?:role|credential)_/.test(code))
    return fail('service-misconfigured', { detail });
  if (response.status === 429) return fail('service-busy', { detail, ...readRetryAfter(response) });
  if (response.status >= 500 || response.status === 408)
    return fail('service-failed', { detail, ...readRetryAfter(response) });
  return fail('service-request-refused', { detail });
}
