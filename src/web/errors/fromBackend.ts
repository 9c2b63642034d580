import { ServiceError } from '../../contract/exchange.ts';
import { fail, type Failure } from './problem.ts';

/** `Retry-After` in milliseconds; 60 s at most, whatever the service asks for. */
export function retryAfter(response: Response): { retryAfter?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return seconds > 0 ? { retryAfter: Math.min(seconds, 60) * 1000 } : {};
}

/**
 * One of the three translators: what the token service answered, as a problem.
 * 403 is final (retrying cannot help); 401 means that the caller's own token was not accepted.
 */
export async function fromBackend(response: Response): Promise<Failure> {
  const body = ServiceError.safeParse(await response.json().catch(() => null));
  const detail = body.success
    ? `${response.status} ${body.data.error.code} ${body.data.error.requestId}`
    : `${response.status}`;
  if (response.status === 401) return fail('caller-rejected', { detail });
  if (response.status === 403) return fail('not-allowed', { detail });
  if (response.status === 429) return fail('service-busy', { detail, ...retryAfter(response) });
  if (response.status >= 500) return fail('service-failed', { detail, ...retryAfter(response) });
  return fail('service-answer-invalid', { detail });
}
