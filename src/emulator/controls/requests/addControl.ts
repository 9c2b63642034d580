import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import type { Directory } from '../../core/directory.ts';
import type { Person } from '../../core/people.ts';
import { isTooDeep } from '../../http/nesting.ts';
import { addRoute, type RouteDescription } from '../../http/addRoute.ts';
import type { EmulatorEnv } from '../../http/env.ts';

/**
 * Thrown when a control (a route under `/emulator`) refuses a request: with 400 if the request is invalid, with 404 if it names
 * something that does not exist, and with 409 if it is not possible now.
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

/** @param user an object id or a UPN. @throws ControlError 400 without a user, 404 if the directory has no such user. */
export function requirePerson({ findPerson }: Directory, user: string): Person {
  if (user === '')
    throw new ControlError(400, 'user is missing: name a person, such as alice@fabrikam.example.');
  const person = findPerson(user);
  if (!person) throw new ControlError(404, `There is no user ${user}.`);
  return person;
}

/** A route under `/emulator`. Its description has the schemas of its body and of its answer. */
interface Control<Body extends z.ZodType, Answer extends z.ZodType> extends RouteDescription<Body, Answer> {
  readonly answer: Answer;
  /** Never 204, because every control has an answer. */
  readonly status?: 200 | 201;
  /** Handles a request. It gets the checked body, if the route has one, and returns the answer. */
  readonly run: (body: z.output<Body>, c: Context<EmulatorEnv>) => z.input<Answer> | Promise<z.input<Answer>>;
}

/** Adds a control to an app whose error handler knows `ControlError`. */
export function addControl<Body extends z.ZodType, Answer extends z.ZodType>(
  app: Hono<EmulatorEnv>,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  { run, ...description }: Control<Body, Answer>,
): void {
  const { body: schema, status = 200 } = description;
  addRoute(app, method, path, {
    ...description,
    handle: async (c) => {
      // Without a schema, `run` ignores the body.
      const body = schema && (await readBody(c, schema));
      return c.json((await run(body as z.output<Body>, c)) as object, status);
    },
  });
}
