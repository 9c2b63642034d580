import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { GraphError } from './graphError.ts';

export const createBadRequest = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

/**
 * Reads the JSON body of a request.
 * @param expected describes the expected body, for the error message.
 * @throws GraphError 400 for a body of another form.
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
