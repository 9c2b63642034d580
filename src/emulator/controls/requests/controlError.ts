import type { Context } from 'hono';
import type * as z from 'zod';
import { tooDeep } from '../../http/nesting.ts';
import type { Person } from '../../core/people.ts';
import { findPerson } from '../../core/seed.ts';

/** Why a control does not do what it is asked: 400 wrong in itself, 404 names what is not there, 409 not now. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: 400 | 404 | 409;

  constructor(status: 400 | 404 | 409, message: string) {
    super(message);
    this.status = status;
  }
}

/** @returns the body, checked. @throws ControlError 400, with every fault at once. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch(() => null);
  if (tooDeep(body)) throw new ControlError(400, 'body: nested too deeply');
  return parse(schema, body);
}

/** @throws ControlError 400, with every fault at once. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new ControlError(400, faults.join('; '));
}

/** @param user an object id or a UPN. @throws ControlError 404. */
export function requirePerson(user: string): Person {
  const person = findPerson(user);
  if (!person) throw new ControlError(404, `There is no user ${user}.`);
  return person;
}
