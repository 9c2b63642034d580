import type { Handler, Hono } from 'hono';
import { findTargetHandler } from 'hono/utils/handler';
import type * as core from 'zod/v4/core';
import type { EmulatorEnv } from './env.ts';

/**
 * Describes a route. The OpenAPI document and the documentation's tables are generated from it. The schemas are Zod's, whose
 * `toJSONSchema` makes the document. Libraries that combine Hono with OpenAPI are not used: they bring validators whose
 * refusals differ from Azure's and ours, and some of them let a body of another content type through.
 */
export interface RouteDescription<
  Body extends core.$ZodType = core.$ZodType,
  Answer extends core.$ZodType = core.$ZodType,
> {
  /** What the route does. The first sentence has no subject, as in "Lists the members." */
  readonly summary: string;
  /** The path in the document, for a route whose path Hono cannot express. By default, the path of the route. */
  readonly documentedPath?: string;
  /** The parameters of the query: what each means. A name that ends in `!` is required. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Body;
  readonly example?: core.input<Body>;
  /** Whether the body is a form. By default, it is JSON. */
  readonly isForm?: boolean;
  /** The status of an answer without a fault. By default, 200. */
  readonly status?: 200 | 201;
  /** The schema of a JSON answer, or the content type of another answer. By default, the answer has no body. */
  readonly answer?: Answer | string;
}

const descriptions = new WeakMap<object, RouteDescription>();

/** Adds a route, and its description, to an app. */
export function addRoute<Path extends string, Body extends core.$ZodType>(
  app: Hono<EmulatorEnv>,
  method: 'GET' | 'POST' | 'DELETE',
  path: Path,
  { handle, ...description }: RouteDescription<Body> & { readonly handle: Handler<EmulatorEnv, Path> },
): void {
  descriptions.set(handle, description);
  app.on(method, path, handle as Handler<EmulatorEnv>);
}

/** @returns the description of the route to which a handler belongs. */
export const findDescription = (handler: Hono<EmulatorEnv>['routes'][number]['handler']) =>
  // Hono wraps the handlers of an app with its own error handler when another app mounts it. This finds the original.
  descriptions.get(findTargetHandler(handler));
