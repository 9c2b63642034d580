import type { Context } from 'hono';
import type { ServiceError } from '../../contract/exchange.ts';
import type { Caller } from '../auth/caller.ts';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';
import { createJsonResponse, type AppEnv } from './appEnv.ts';

/**
 * Creates the response to a request that ended with an error, and logs the error. An error other than `HttpError` becomes a
 * 503. Of such an error, the log gets the name and the place, but not the message, which could quote what the client sent.
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
  // A caller whom the verifier has authenticated but refused is known only from the error.
  const person = c.get('callerPseudonym') ?? (httpError.caller && createCallerPseudonym(httpError.caller));
  if (error instanceof HttpError) {
    log(getLogLevel(httpError), 'refused', {
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

function getLogLevel({ status, code }: HttpError): 'warn' | 'info' {
  // Whoever sends invented tokens can cause this. The failed download behind it has been logged as a warning.
  if (code === 'keys_unavailable') return 'info';
  // Of the app's events, a refusal of the web hook (422) loses one, which the operator must know.
  return status >= 500 || status === 422 ? 'warn' : 'info';
}

/** Finds the place where an error was thrown. @returns the first stack frame; undefined if the error has none */
export const findFirstStackFrame = (error: unknown): string | undefined =>
  error instanceof Error ? /^\s+(at .*)$/m.exec(error.stack ?? '')?.[1] : undefined;
