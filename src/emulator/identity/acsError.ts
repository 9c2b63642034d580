import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A refusal by the ACS control plane, which answers with `{"error":{"code","message"}}`. */
export class AcsError extends Error {
  override readonly name = 'AcsError';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  /** The header `Retry-After`; the response has none if this is undefined. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, message: string, retryAfterSeconds?: number) {
    super(message);
    this.status = status as ContentfulStatusCode;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Answers with a refusal. Other errors go on to the emulator's own error handler. */
export function sendAcsError(error: Error, c: Context): Response {
  if (!(error instanceof AcsError)) throw error;
  if (error.retryAfterSeconds !== undefined) c.header('retry-after', String(error.retryAfterSeconds));
  return c.json({ error: { code: error.code, message: error.message } }, error.status);
}
