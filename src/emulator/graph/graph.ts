import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';
import { batchRoutes } from './batch.ts';
import { createAuthenticateCaller, type GraphOptions } from './authenticateCaller.ts';
import { chatRoutes } from './chats.ts';
import { GraphError, createGraphErrorBody } from './graphError.ts';
import { photoRoutes } from './photo.ts';
import { presenceRoutes } from './presence.ts';
import { userRoutes } from './users.ts';

/**
 * Creates the routes of the emulated Microsoft Graph: the part that a phone app needs. Users see only people of their
 * tenant.
 */
export function graphRoutes(options: GraphOptions): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const authenticateCaller = createAuthenticateCaller(options);
  app.onError((error, c) => {
    if (!(error instanceof GraphError)) throw error;
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return c.json(createGraphErrorBody(error, options.now()), error.status);
  });
  app.use('/v1.0/*', crossOrigin);
  app.route('/', userRoutes(authenticateCaller, options));
  app.route('/', photoRoutes(authenticateCaller));
  app.route('/', presenceRoutes(authenticateCaller, options));
  app.route('/', chatRoutes(authenticateCaller, options));
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
