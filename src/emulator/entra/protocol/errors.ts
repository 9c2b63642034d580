import { randomUUID } from 'node:crypto';

/** A refusal of Entra. `error` is OAuth's error code, `code` the AADSTS number. */
export class EntraError extends Error {
  override readonly name = 'EntraError';
  readonly code: number;
  readonly error: string;
  readonly suberror: string | undefined;
  readonly status: 400 | 401;

  constructor(
    code: number,
    error: string,
    message: string,
    { suberror, status = 400 }: { suberror?: string; status?: 400 | 401 } = {},
  ) {
    super(message);
    this.code = code;
    this.error = error;
    this.suberror = suberror;
    this.status = status;
  }
}

/**
 * Makes the body of an OAuth error response. As in Entra, the description begins with the AADSTS number.
 * @param now milliseconds since 1970. @param correlationId the client's request id; a new one when left out.
 */
export function errorBody(refusal: EntraError, now: number, correlationId: string = randomUUID()) {
  const timestamp = new Date(now)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const traceId = randomUUID();
  return {
    error: refusal.error,
    error_description: `AADSTS${refusal.code}: ${refusal.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [refusal.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    ...(refusal.suberror ? { suberror: refusal.suberror } : {}),
  };
}
