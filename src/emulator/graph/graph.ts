import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';
import { batchRoutes } from './batch.ts';
import { createCaller, type GraphDeps } from './caller.ts';
import { chatRoutes } from './chats.ts';
import { GraphError, graphErrorBody } from './graphError.ts';
import { photoRoutes } from './photo.ts';
import { presenceRoutes } from './presence.ts';
import { userRoutes } from './users.ts';

/** The part of Microsoft Graph that a phone app needs. Users see the people of their own tenant. */
export function graphRoutes(deps: GraphDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const caller = createCaller(deps);
  app.onError((error, c) => {
    if (!(error instanceof GraphError)) throw error;
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return c.json(graphErrorBody(error, deps.now()), error.status);
  });
  app.use('/v1.0/*', crossOrigin);
  app.route('/', userRoutes(caller, deps));
  app.route('/', photoRoutes(caller));
  app.route('/', presenceRoutes(caller, deps));
  app.route('/', chatRoutes(caller, deps));
  app.route('/', batchRoutes(app));
  app.all('/v1.0/*', (c) => {
    const segment = c.req.path.split('/').at(-1) ?? '';
    throw new GraphError(
      404,
      'ResourceNotFound',
      `Resource not found for the segment '${segment}'. The emulator has no ${c.req.method} ${c.req.path}.`,
    );
  });
  return app;
}
