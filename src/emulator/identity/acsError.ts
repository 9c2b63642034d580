import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A refusal by the ACS control plane. The response has the body `{"error":{"code","message"}}`. */
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
