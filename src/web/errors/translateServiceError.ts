import { ServiceError } from '../../contract/exchange.ts';
import { fail, type Failure } from './problem.ts';
import { readRetryAfter } from './retryAfter.ts';

/** The token service sends this code (with a 403) if ACS does not accept the Teams token itself. */
const refusedTeamsTokenCode = 'acs_token_refused';

/** Reads the response's body. @returns `undefined` if it is not an error of the token service */
const readError = async (response: Response) =>
  ServiceError.safeParse(await response.json().catch(() => null)).data?.error;

/** Reads the response's body, so the response cannot be translated afterwards. */
export const isTeamsTokenRefused = async (response: Response): Promise<boolean> =>
  (await readError(response))?.code === refusedTeamsTokenCode;

/**
 * Turns an error answer of the token service into a problem. 401 means that the service has rejected the caller token, by which
 * it recognises the user. If ACS has refused the exchange, the service's code says why. A new sign-in also helps if
 * ACS has refused the Teams token. The sentence that the user reads is `problems.<code>` in `locales/en.json`.
 */
export async function translateServiceError(response: Response): Promise<Failure> {
  const error = await readError(response);
  const code = error?.code ?? '';
  const detail = error ? `${response.status} ${code} ${error.requestId}` : `${response.status}`;
  if (response.status === 401 || code === refusedTeamsTokenCode) return fail('caller-rejected', { detail });
  const permissions = error?.missingPermissions;
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
