import type { Caller } from './auth/caller.ts';

export type HttpErrorStatus = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 429 | 502 | 503;

interface HttpErrorOptions {
  /** Headers of the answer, such as `WWW-Authenticate`, `Allow`, `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log only: a few words without anything secret. Never sent to the caller. */
  readonly detail?: string;
  /** Who was refused, if the caller was proven first. For the log only, which shows a pseudonym. */
  readonly caller?: Caller;
}

/**
 * A refusal the caller is told about. The answer carries the status, the code and the request's id and nothing
 * else; `detail` goes to the log. Whatever is thrown and is no `Problem` is a fault of ours.
 */
export class HttpError extends Error {
  readonly status: HttpErrorStatus;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly detail: string | undefined;
  readonly caller: Caller | undefined;

  constructor(status: HttpErrorStatus, code: string, options: HttpErrorOptions = {}) {
    super(code);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.headers = options.headers ?? {};
    this.detail = options.detail;
    this.caller = options.caller;
  }
}
