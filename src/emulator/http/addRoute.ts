import type { Handler, Hono } from 'hono';
import { findTargetHandler } from 'hono/utils/handler';
import type * as core from 'zod/v4/core';
import type { EmulatorEnv } from './env.ts';

/**
 * Describes a route, for the OpenAPI document and the documentation's tables, which are generated from the descriptions. Libraries
 * that combine Hono with OpenAPI are not used: they bring validators whose refusals differ from Azure's and ours, and some of
 * them let a body of another content type through.
 */
export interface RouteDescription<
  Body extends core.$ZodType = core.$ZodType,
  Answer extends core.$ZodType = core.$ZodType,
> {
  /** What the route does. The first sentence begins with the verb, as in "Lists the members." */
  readonly summary: string;
  /** The path in the OpenAPI document, if it differs from the path by which Hono knows the route. */
  readonly documentedPath?: string;
  /** Maps each query parameter to its meaning. A `!` at the end of a name marks a required parameter. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Body;
  readonly example?: core.input<Body>;
  /** Whether the body is a form. By default, it is JSON. */
  readonly isForm?: boolean;
  /** The status if the request succeeds. By default, 200. */
  readonly status?: 200 | 201 | 204;
  /** The status if the request creates something, where a success may have either of two statuses. */
  readonly createdStatus?: 201;
  /** The schema of a JSON answer, or the content type of another answer. By default, the answer has no body. */
  readonly answer?: Answer | string;
}

/** Maps the handlers of routes to the routes' descriptions. */
const descriptions = new WeakMap<object, RouteDescription>();

/** Adds a route to an app, and remembers its description for `findDescription`. */
export function addRoute<Path extends string, Body extends core.$ZodType>(
  app: Hono<EmulatorEnv>,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: Path,
  { handle, ...description }: RouteDescription<Body> & { readonly handle: Handler<EmulatorEnv, Path> },
): void {
  descriptions.set(handle, description);
  app.on(method, path, handle as Handler<EmulatorEnv>);
}

/** @returns the description of a handler's route; `undefined` if `addRoute` did not add the route. */
export const findDescription = (handler: Hono<EmulatorEnv>['routes'][number]['handler']) =>
  // If an app has an error handler, and another app mounts it, Hono wraps its handlers. `findTargetHandler` finds the original.
  descriptions.get(findTargetHandler(handler));
