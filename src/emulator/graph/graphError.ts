import { randomUUID } from 'node:crypto';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Context } from 'hono';
import type * as z from 'zod/mini';

/** A refusal by the emulated Graph. `createGraphErrorBody` makes a response body of it. */
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

export const createUnsupportedQuery = (message: string): GraphError =>
  new GraphError(400, 'Request_UnsupportedQuery', message);

/** @param resource the id of what was not found, or the property that refers to it, such as `manager`. */
export const createNotFound = (resource: string): GraphError =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${resource}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const createBadRequest = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

/**
 * Reads the JSON body of a request.
 * @param expected what the body should be, in words for the error message.
 * @throws GraphError 400 for a body that is not JSON, or does not match the schema.
 */
export async function readBody<Body>(
  c: Context,
  schema: z.ZodMiniType<Body>,
  expected: string,
): Promise<Body> {
  const parsed = schema.safeParse(await c.req.json().catch(() => null));
  if (!parsed.success) throw createBadRequest(`Expected ${expected}.`);
  return parsed.data;
}
