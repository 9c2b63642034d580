import { ServiceError } from '../../contract/exchange.ts';
import { fail, type Failure } from './problem.ts';

/** `Retry-After` in milliseconds; 60 s at most, whatever the service asks for. */
export function retryAfter(response: Response): { retryAfter?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return seconds > 0 ? { retryAfter: Math.min(seconds, 60) * 1000 } : {};
}

/**
 * One of the three translators: what the token service answered, as a problem.
 * 403 is final (retrying cannot help); 401 means that the caller's own token was not accepted. Of ACS's own refusals
 * the service's code says whose they are: the person's, for want of a licence, or the service's.
 */
export async function fromBackend(response: Response): Promise<Failure> {
  const body = ServiceError.safeParse(await response.json().catch(() => null));
  const detail = body.success
    ? `${response.status} ${body.data.error.code} ${body.data.error.requestId}`
    : `${response.status}`;
  if (response.status === 401) return fail('caller-rejected', { detail });
  const code = body.data?.error.code ?? '';
  if (response.status === 403)
    return fail(code === 'acs_licence_missing' ? 'licence-missing' : 'not-allowed', { detail });
  if (response.status === 502 && /^acs_(?:role|credential)_/.test(code))
    return fail('service-misconfigured', { detail });
  if (response.status === 429) return fail('service-busy', { detail, ...retryAfter(response) });
  if (response.status >= 500 || response.status === 408)
    return fail('service-failed', { detail, ...retryAfter(response) });
  return fail('service-request-refused', { detail });
}
