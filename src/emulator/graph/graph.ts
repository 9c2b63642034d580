import { Hono } from 'hono';
import type { EmulatorEnv } from '../env.ts';
import { crossOrigin } from '../origins.ts';
import { createCaller, type GraphDeps } from './caller.ts';
import { chatRoutes } from './chats.ts';
import { GraphError, graphErrorBody } from './graphError.ts';
import { photoRoutes } from './photo.ts';
import { presenceRoutes } from './presence.ts';
import { userRoutes } from './users.ts';

/** The part of Microsoft Graph that a phone needs. A person sees the people of their own tenant. */
export function graphRoutes(deps: GraphDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const caller = createCaller(deps);
  app.onError((error, c) => {
    if (!(error instanceof GraphError)) throw error;
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return c.json(graphErrorBody(error, deps.now()), error.status);
  });
  app.use('/v1.0/*', crossOrigin);
  app.route('/', userRoutes(caller));
  app.route('/', photoRoutes(caller));
  app.route('/', presenceRoutes(caller, deps));
  app.route('/', chatRoutes(caller));
  app.all('/v1.0/*', (c) => {
    throw new GraphError(400, 'BadRequest', `The emulator has no ${c.req.method} ${c.req.path}.`);
  });
  return app;
}
