import { HttpError } from '../httpError.ts';

/** The longest pause handed on to a caller, in seconds; ACS's own may be an hour. */
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
 * Puts what the identity client threw into a `Problem`. Only the status, the error code and the pause are taken over,
 * and the message is looked at: the error object holds the request, and with it artifact 1, and goes no further than
 * here.
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
    // A certificate for another name is no outage: it will not go away by trying again.
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
  // Never 401: the caller would sign in again, with the same end.
  if (statusCode === 401 || statusCode === 400) {
    return new HttpError(403, 'acs_refused', { detail });
  }
  return new HttpError(502, 'acs_answer_invalid', { detail });
}

/**
 * 403 has two reasons, with one code and other words: the person has no Teams licence (documented), or this service's
 * identity has no role on the resource (Azure RBAC). The second is not the person's, and no caller can mend it.
 */
function forbidden(message: string, detail: string): HttpError {
  if (/licen[cs]e/i.test(message)) return new HttpError(403, 'acs_licence_missing', { detail });
  if (/\brole\b|authori[sz]ation|permission/i.test(message))
    return new HttpError(502, 'acs_role_missing', { detail });
  return new HttpError(403, 'acs_refused', { detail });
}

/** Seconds from a Retry-After of either form (seconds or an HTTP date), at least 1, at most 60. */
function retryAfter(value: string | undefined): number {
  if (value === undefined) return defaultRetryAfterSeconds;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) return defaultRetryAfterSeconds;
  return Math.min(Math.max(Math.ceil(seconds), 1), maxRetryAfterSeconds);
}
