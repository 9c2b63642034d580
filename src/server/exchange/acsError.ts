import { HttpError } from '../httpError.ts';

/** Longest pause in seconds that is passed on to the client. The pause of ACS may be an hour. */
const maxRetryAfterSeconds = 60;
const defaultRetryAfterSeconds = 5;

interface UpstreamError {
  readonly name?: string;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

/**
 * Translates an error of the identity client into an `HttpError`. It takes over only status, error code and
 * pause, and inspects the message. The error object contains the request with the Teams token and is not passed
 * on.
 */
export function fromAcsError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const { name, message, code, statusCode, response } = (error ?? {}) as UpstreamError;
  const acsCode = typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : 'none';
  const detail = `status ${typeof statusCode === 'number' ? statusCode : 'none'}, code ${acsCode}`;
  if (name === 'AbortError' || name === 'TimeoutError') {
    return new HttpError(503, 'acs_timeout', {
      detail,
      headers: { 'retry-after': String(defaultRetryAfterSeconds) },
    });
  }
  if (name === 'AuthenticationError' || name === 'CredentialUnavailableError') {
    return new HttpError(502, 'acs_credential_failed', { detail: name });
  }
  if (typeof statusCode !== 'number' || statusCode >= 500 || statusCode === 408) {
    // A wrong certificate is not an outage: trying again does not help.
    if (/CERT|^UNABLE_TO_|^ERR_TLS_|^ERR_SSL_|HOSTNAME_MISMATCH/.test(acsCode))
      return new HttpError(502, 'acs_untrusted', { detail });
    return new HttpError(503, 'acs_unavailable', {
      detail,
      headers: { 'retry-after': String(defaultRetryAfterSeconds) },
    });
  }
  if (statusCode === 429) {
    return new HttpError(429, 'acs_throttled', {
      detail,
      headers: { 'retry-after': String(retryAfter(response?.headers?.get('retry-after'))) },
    });
  }
  const challenge = response?.headers?.get('www-authenticate');
  if (statusCode === 401 && (challenge !== undefined || /denied|hmac|signature|authenti/i.test(acsCode))) {
    return new HttpError(502, 'acs_credential_refused', { detail });
  }
  if (statusCode === 403) return forbidden(typeof message === 'string' ? message : '', detail);
  // Never 401: the user would sign in again, with the same result.
  if (statusCode === 401 || statusCode === 400) {
    return new HttpError(403, 'acs_refused', { detail });
  }
  return new HttpError(502, 'acs_answer_invalid', { detail });
}

/**
 * Tells apart the two reasons of a 403, which have the same code but different messages: the user has no Teams
 * licence (documented), or the identity of this service has no role on the resource (Azure RBAC). The user
 * cannot repair the second.
 */
function forbidden(message: string, detail: string): HttpError {
  if (/licen[cs]e/i.test(message)) return new HttpError(403, 'acs_licence_missing', { detail });
  if (/\brole\b|authori[sz]ation|permission/i.test(message))
    return new HttpError(502, 'acs_role_missing', { detail });
  return new HttpError(403, 'acs_refused', { detail });
}

/** Reads a Retry-After of either form (seconds or an HTTP date). Returns 1 to 60 seconds. */
function retryAfter(value: string | undefined): number {
  if (value === undefined) return defaultRetryAfterSeconds;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) return defaultRetryAfterSeconds;
  return Math.min(Math.max(Math.ceil(seconds), 1), maxRetryAfterSeconds);
}
