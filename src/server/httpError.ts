import type { Caller } from './auth/caller.ts';

export type HttpErrorStatus = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 422 | 429 | 502 | 503;

interface HttpErrorOptions {
  /** Further headers of the response, such as `WWW-Authenticate`, `Allow` and `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A few words for the log alone, without secrets. */
  readonly detail?: string;
  /** The permissions that the Teams token lacks. */
  readonly missingPermissions?: readonly string[];
  /** The refused caller, if the service has authenticated the caller. The log shows only a pseudonym. */
  readonly caller?: Caller;
}

/**
 * A refusal. The client gets the status, the headers, the code, the request id and the missing permissions. Any other thrown
 * error is a fault of the service, and becomes a 503.
 */
export class HttpError extends Error {
  readonly status: HttpErrorStatus;
  /** The error code in the response, such as `invalid_token`. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly detail: string | undefined;
  readonly missingPermissions: readonly string[] | undefined;
  readonly caller: Caller | undefined;

  constructor(status: HttpErrorStatus, code: string, options: HttpErrorOptions = {}) {
    super(code);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.headers = options.headers ?? {};
    this.detail = options.detail;
    this.missingPermissions = options.missingPermissions;
    this.caller = options.caller;
  }
}
