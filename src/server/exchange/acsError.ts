import { findMissingPermissions } from '../../contract/teamsPermissions.ts';
import { HttpError } from '../httpError.ts';

/** The longest `Retry-After` that the client gets. ACS may demand an hour. */
const maxRetryAfterSeconds = 60;
/** The `Retry-After` that the client gets if ACS has sent none that can be read. */
const defaultRetryAfterSeconds = 5;

/** The fields that this file reads from an error of Microsoft's identity client. */
interface IdentityClientError {
  readonly name?: string;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

/**
 * Translates an error of Microsoft's identity client into an `HttpError`. The result takes over only the status, the error
 * code and the `Retry-After`, because the original error also contains the request with the Teams token.
 */
export function translateAcsError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const { name, message, code, statusCode, response } = (error ?? {}) as IdentityClientError;
  // Only a plain code may appear in the log.
  const acsCode = typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : 'none';
  const detail = `status ${typeof statusCode === 'number' ? statusCode : 'none'}, code ${acsCode}`;
  const toHeaders = (seconds: number) => ({ 'retry-after': String(seconds) });
  const retryAfter = toHeaders(readRetryAfter(response?.headers?.get('retry-after')));
  if (name === 'AbortError' || name === 'TimeoutError')
    return new HttpError(503, 'acs_timeout', { detail, headers: toHeaders(defaultRetryAfterSeconds) });
  if (name === 'AuthenticationError' || name === 'CredentialUnavailableError')
    return new HttpError(502, 'acs_credential_failed', { detail: name });
  if (typeof statusCode !== 'number' || statusCode >= 500 || statusCode === 408) {
    // An error of TLS, such as a wrong certificate, is not an outage: a retry would not help.
    if (/CERT|^UNABLE_TO_|^ERR_TLS_|^ERR_SSL_|HOSTNAME_MISMATCH/.test(acsCode))
      return new HttpError(502, 'acs_untrusted', { detail });
    return new HttpError(503, 'acs_unavailable', { detail, headers: retryAfter });
  }
  if (statusCode === 429) return new HttpError(429, 'acs_throttled', { detail, headers: retryAfter });
  // With a challenge, or with a code like these, ACS refuses the service's credentials and not the Teams token.
  const challenge = response?.headers?.get('www-authenticate');
  if (statusCode === 401 && (challenge !== undefined || /denied|hmac|signature|authenti/i.test(acsCode)))
    return new HttpError(502, 'acs_credential_refused', { detail });
  if (statusCode === 403) return translateForbidden(typeof message === 'string' ? message : '', detail);
  // Even for a 401 of ACS the client gets a 403, because its caller token is valid. The code tells the client that a new
  // Teams token may help: the old one has expired, or Entra no longer uses the key that signed it.
  if (statusCode === 401) return new HttpError(403, 'acs_token_refused', { detail });
  if (statusCode === 400) return new HttpError(403, 'acs_refused', { detail });
  return new HttpError(502, 'acs_answer_invalid', { detail });
}

/**
 * Translates a 403 of ACS, which has two reasons with the same code but different messages: the user has no Teams licence
 * (this reason is documented), or the service's identity has no role on the resource (Azure RBAC). Only the operator can
 * solve the second problem, so it becomes a 502.
 */
function translateForbidden(message: string, detail: string): HttpError {
  if (/licen[cs]e/i.test(message)) return new HttpError(403, 'acs_licence_missing', { detail });
  if (/\brole\b|authori[sz]ation|permission/i.test(message))
    return new HttpError(502, 'acs_role_missing', { detail });
  return new HttpError(403, 'acs_refused', { detail });
}

/** Reads a `Retry-After`, which is a number of seconds or an HTTP date. @returns 1 to 60 seconds. */
function readRetryAfter(value: string | undefined): number {
  if (value === undefined) return defaultRetryAfterSeconds;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) return defaultRetryAfterSeconds;
  return Math.min(Math.max(Math.ceil(seconds), 1), maxRetryAfterSeconds);
}

/**
 * The error codes of refusals whose cause may be a permission that the Teams token lacks. No document says with which status
 * and text ACS refuses such a token.
 */
const uncertainCodes: ReadonlySet<string> = new Set(
  'acs_refused acs_token_refused acs_role_missing acs_credential_refused'.split(' '),
);

/**
 * Names the permissions that a refused Teams token lacks, so that the user learns what to consent to. The token's claims are
 * not verified: they only explain a refusal.
 *
 * @returns `refusal` itself if it has another cause, or if the token lacks no permission or cannot be read
 */
export function explainByPermissions(refusal: HttpError, teamsToken: string): HttpError {
  if (!uncertainCodes.has(refusal.code)) return refusal;
  const missingPermissions = findMissingPermissions(teamsToken);
  if (missingPermissions.length === 0) return refusal;
  return new HttpError(403, 'acs_permission_missing', {
    detail: `${refusal.detail}, without ${missingPermissions.join(' and ')}`,
    missingPermissions,
  });
}
