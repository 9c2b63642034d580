import { ServiceError } from '../../contract/exchange.ts';
import { fail, type Failure } from './problem.ts';

/** Reads the `Retry-After` header. @returns milliseconds, 60,000 at most; an empty object without the header */
export function readRetryAfter(response: Response): { retryAfterMs?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return seconds > 0 ? { retryAfterMs: Math.min(seconds, 60) * 1000 } : {};
}

/**
 * Turns an error answer of the token service into a problem. 401 means that the service rejected the caller token, the Entra
 * token by which it recognises the user. After 403, another attempt does not help. If ACS refused the exchange, the service's
 * code tells the cause: the user has no licence, the Teams token lacks a permission, or the service is misconfigured.
 */
export async function translateServiceError(response: Response): Promise<Failure> {
  const body = ServiceError.safeParse(await response.json().catch(() => null));
  const detail = body.success
    ? `${response.status} ${body.data.error.code} ${body.data.error.requestId}`
    : `${response.status}`;
  if (response.status === 401) return fail('caller-rejected', { detail });
  const code = body.data?.error.code ?? '';
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
