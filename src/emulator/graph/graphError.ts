import { randomUUID } from 'node:crypto';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A refusal by Graph. `createGraphErrorBody` turns it into the body of a response. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: ContentfulStatusCode;
  /** Graph's error code, such as `Forbidden`. */
  readonly code: string;
  /** Further headers of the response, such as `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** @param now milliseconds since 1970. @see https://learn.microsoft.com/graph/errors */
export function createGraphErrorBody({ code, message }: GraphError, now: number) {
  const requestId = randomUUID();
  return {
    error: {
      code,
      message,
      innerError: {
        date: new Date(now).toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': requestId,
      },
    },
  };
}
