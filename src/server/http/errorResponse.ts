import type { Context } from 'hono';
import type { ServiceError } from '../../contract/exchange.ts';
import type { Caller } from '../auth/caller.ts';
import type { Log } from '../log.ts';
import { HttpError } from '../httpError.ts';
import { answerJson, type AppEnv } from './appEnv.ts';

/**
 * The body of every refusal. A fault of ours is answered 503 like any other outage, and logged by its place in the
 * code only: its message could quote what the caller sent.
 */
export function errorResponse(
  error: unknown,
  c: Context<AppEnv>,
  { log, pseudonymOf }: { log: Log; pseudonymOf: (caller: Caller) => string },
): Response {
  const problem = error instanceof HttpError ? error : new HttpError(503, 'internal_fault');
  const requestId = c.get('requestId');
  // A caller whom the verifier itself refused, though proven, is known from the refusal.
  const person = c.get('person') ?? (problem.caller && pseudonymOf(problem.caller));
  if (error instanceof HttpError) {
    log(problem.status >= 500 ? 'warn' : 'info', 'refused', {
      requestId,
      person,
      status: problem.status,
      code: problem.code,
      detail: problem.detail,
    });
  } else {
    log('error', 'fault', {
      requestId,
      person,
      name: error instanceof Error ? error.name : typeof error,
      at: firstStackLine(error),
    });
  }
  Object.assign(c.get('headers'), problem.headers);
  const body: ServiceError = { error: { code: problem.code, requestId } };
  return answerJson(c, body, problem.status);
}

/** The first line of the stack that names a place: file and line, no message. */
export function firstStackLine(error: unknown): string | undefined {
  return error instanceof Error
    ? error.stack
        ?.split('\n')
        .find((line) => /^\s+at /.test(line))
        ?.trim()
    : undefined;
}
