import { randomUUID } from 'node:crypto';

/** A refusal in Entra's terms. `error` is OAuth's word, `code` the AADSTS number. */
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

/** The body of an OAuth error response as Entra writes it; the description begins with the AADSTS number. */
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
