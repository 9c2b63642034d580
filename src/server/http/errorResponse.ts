import type { Context } from 'hono';
import type { ServiceError } from '../../contract/exchange.ts';
import type { Caller } from '../auth/caller.ts';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';
import { createJsonResponse, type AppEnv } from './appEnv.ts';

/**
 * Creates the response to a request that ended with an error, and logs the error. An unexpected error becomes a 503.
 * The log then has the name and the place of the error. It does not have the message, which could quote what the client
 * sent.
 *
 * @param options.createCallerPseudonym names the caller for the log
 */
export function createErrorResponse(
  error: unknown,
  c: Context<AppEnv>,
  { log, createCallerPseudonym }: { log: Log; createCallerPseudonym: (caller: Caller) => string },
): Response {
  const httpError = error instanceof HttpError ? error : new HttpError(503, 'internal_fault');
  const requestId = c.get('requestId');
  // If the verifier has refused an authenticated caller, only the error names the caller.
  const person = c.get('callerPseudonym') ?? (httpError.caller && createCallerPseudonym(httpError.caller));
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
      at: findFirstStackFrame(error),
    });
  }
  Object.assign(c.get('headers'), httpError.headers);
  const { code, missingPermissions } = httpError;
  const body: ServiceError = {
    error: { code, requestId, ...(missingPermissions && { missingPermissions: [...missingPermissions] }) },
  };
  return createJsonResponse(c, body, httpError.status);
}

/** Finds the place where an error was thrown. @returns the first stack frame; undefined if the error has none */
export function findFirstStackFrame(error: unknown): string | undefined {
  return error instanceof Error
    ? error.stack
        ?.split('\n')
        .find((line) => /^\s+at /.test(line))
        ?.trim()
    : undefined;
}
