import type { Context } from 'hono';
import type * as z from 'zod';
import type { Directory } from '../../core/directory.ts';
import type { Person } from '../../core/people.ts';
import { isTooDeep } from '../../http/nesting.ts';

/**
 * Thrown when a control (a route under `/emulator`) refuses a request. The status is 400 for an invalid request, 404 if
 * the request names something that does not exist, and 409 for something that is not possible now.
 */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: 400 | 404 | 409;

  constructor(status: 400 | 404 | 409, message: string) {
    super(message);
    this.status = status;
  }
}

/** Reads a JSON body, and checks it with a schema. @throws ControlError 400 that lists every fault. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch(() => null);
  if (isTooDeep(body)) throw new ControlError(400, 'body: nested too deeply');
  return parseRequest(schema, body);
}

/** Checks a value with a schema. @throws ControlError 400 that lists every fault. */
export function parseRequest<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new ControlError(400, faults.join('; '));
}

/** @param user an object id or a UPN. @throws ControlError 404 if the directory has no such user. */
export function requirePerson({ findPerson }: Directory, user: string): Person {
  const person = findPerson(user);
  if (!person) throw new ControlError(404, `There is no user ${user}.`);
  return person;
}
