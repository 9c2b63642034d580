import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { addRoute, type RouteDescription } from '../../http/addRoute.ts';
import type { EmulatorEnv } from '../../http/env.ts';
import { readBody } from './controlError.ts';

/** A route under `/emulator`. Its description decides which bodies it accepts, and which form its answers have. */
interface Control<Body extends z.ZodType, Answer extends z.ZodType> extends RouteDescription<Body, Answer> {
  readonly answer: Answer;
  /** Does what the control does. It gets the checked body, if the route has one, and returns the answer. */
  readonly run: (body: z.output<Body>, c: Context<EmulatorEnv>) => z.input<Answer> | Promise<z.input<Answer>>;
}

/** Adds a control to an app, which must handle `ControlError`. */
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
      const body = schema && (await readBody(c, schema));
      return c.json((await run(body as z.output<Body>, c)) as object, status);
    },
  });
}
