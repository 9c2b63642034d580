import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { EmulatorEnv } from '../http/env.ts';
import { bearerToken } from '../core/accessTokens.ts';
import { tooDeep } from '../http/nesting.ts';
import { GraphError } from './graphError.ts';

/** No longer than the address of a single request. */
const maxUrlLength = 8_000;
const Batch = z.object({
  requests: z
    .array(
      z.object({
        id: z.string(),
        method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
        // Graph refuses a batch in a batch.
        url: z.string().check(z.regex(/^\/(?!\$batch|%24batch)/i), z.maxLength(maxUrlLength)),
        headers: z.optional(z.record(z.string(), z.string())),
        body: z.optional(z.unknown().check(z.refine((body) => !tooDeep(body)))),
      }),
    )
    .check(z.minLength(1), z.maxLength(20)),
});
type Part = z.infer<typeof Batch>['requests'][number];

/**
 * Runs several requests in one. Each is answered, refused or throttled by itself; an answer that is not JSON is base64.
 * @param graph runs the single requests.
 * @see https://learn.microsoft.com/graph/json-batching
 */
export function batchRoutes(graph: Hono<EmulatorEnv>): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.post('/v1.0/$batch', async (c) => {
    const token = bearerToken(c.req.header('authorization'));
    if (!token) throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    const read = Batch.safeParse(await c.req.json().catch(() => null));
    if (!read.success)
      throw new GraphError(400, 'BadRequest', 'Expected {"requests": […]}, 1 to 20 of them.');

    const answer = async ({ id, method, url, headers, body }: Part) => {
      const init = {
        method,
        headers: { ...headers, authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const response = await graph.request(`/v1.0${url}`, init, c.env);
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      const bytes = Buffer.from(await response.arrayBuffer());
      return {
        id,
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: isJson ? (JSON.parse(bytes.toString()) as unknown) : bytes.toString('base64'),
      };
    };
    return c.json({ responses: await Promise.all(read.data.requests.map(answer)) });
  });
  return app;
}
