import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import { requireBearerToken, type GraphContext } from './authenticateCaller.ts';
import { isTooDeep } from '../http/nesting.ts';
import { createBadRequest } from './graphError.ts';

/** The longest accepted path of a request in a batch, in characters. Node limits only the path of the batch itself. */
const maxUrlLength = 8_000;
const Batch = z.object({
  requests: z
    .array(
      z.object({
        id: z.string(),
        method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
        // Graph refuses a batch inside a batch. `%24` is an encoded `$`.
        url: z.string().check(z.regex(/^\/(?!\$batch|%24batch)/i), z.maxLength(maxUrlLength)),
        headers: z.optional(z.record(z.string(), z.string())),
        body: z.optional(z.unknown().check(z.refine((body) => !isTooDeep(body)))),
      }),
    )
    .check(z.minLength(1), z.maxLength(20)),
});
type BatchedRequest = z.infer<typeof Batch>['requests'][number];

/**
 * Adds the route `/$batch`, whose body contains several requests. The emulator answers each as if it had come alone: it may
 * also refuse or throttle it. A response body that is not JSON, such as a photo, is sent as base64.
 * @see https://learn.microsoft.com/graph/json-batching
 */
export function addBatchRoute({ app }: GraphContext): void {
  addRoute(app, 'POST', '/v1.0/$batch', {
    summary: 'Runs up to 20 requests.',
    body: Batch,
    example: { requests: [{ id: '1', method: 'GET', url: '/me' }] },
    answer: z.strictObject({ responses: z.array(z.looseObject({ id: z.string(), status: z.int() })) }),
    handle: async (c) => {
      const token = requireBearerToken(c);
      const parsed = Batch.safeParse(await c.req.json().catch(() => null));
      if (!parsed.success) throw createBadRequest('Expected {"requests": […]}, 1 to 20 of them.');

      const runRequest = async ({ id, method, url, headers, body }: BatchedRequest) => {
        const init = {
          method,
          headers: { ...headers, authorization: `Bearer ${token}` },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        };
        const response = await app.request(`/v1.0${url}`, init, c.env);
        const isJson = response.headers.get('content-type')?.includes('json') ?? false;
        const bytes = Buffer.from(await response.arrayBuffer());
        return {
          id,
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: isJson ? (JSON.parse(bytes.toString()) as unknown) : bytes.toString('base64'),
        };
      };
      return c.json({ responses: await Promise.all(parsed.data.requests.map(runRequest)) });
    },
  });
}
