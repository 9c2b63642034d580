import type { Context } from 'hono';
import type { ServiceError } from '../../contract/exchange.ts';
import type { Caller } from '../auth/caller.ts';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';
import { jsonResponse, type AppEnv } from './appEnv.ts';

/**
 * Makes the response to a request that ended in an error, and logs it. An unexpected error becomes a 503, like
 * any other outage. The log then has its name and stack location but not its message, which could quote what
 * the client sent.
 *
 * @param options.pseudonymOf names the caller for the log
 */
export function errorResponse(
  error: unknown,
  c: Context<AppEnv>,
  { log, pseudonymOf }: { log: Log; pseudonymOf: (caller: Caller) => string },
): Response {
  const httpError = error instanceof HttpError ? error : new HttpError(503, 'internal_fault');
  const requestId = c.get('requestId');
  // If the verifier itself refused an authenticated caller, only the error knows the caller.
  const person = c.get('person') ?? (httpError.caller && pseudonymOf(httpError.caller));
  if (error instanceof HttpError) {
    log(httpError.status >= 500 ? 'warn' : 'info', 'refused', {
      requestId,
      person,
      status: httpError.status,
      code: httpError.code,
      detail: httpError.detail,
    });
  } else {
    log('error', 'fault', {
      requestId,
      person,
      name: error instanceof Error ? error.name : typeof error,
      at: firstStackLine(error),
    });
  }
  Object.assign(c.get('headers'), httpError.headers);
  const body: ServiceError = { error: { code: httpError.code, requestId } };
  return jsonResponse(c, body, httpError.status);
}

/** The first stack frame of an error (file and line), without the message. Undefined if there is none. */
export function firstStackLine(error: unknown): string | undefined {
  return error instanceof Error
    ? error.stack
        ?.split('\n')
        .find((line) => /^\s+at /.test(line))
        ?.trim()
    : undefined;
}
