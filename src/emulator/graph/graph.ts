import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import { createBatchRoutes } from './batch.ts';
import { createAuthenticateCaller, type GraphOptions } from './authenticateCaller.ts';
import { createCalendarRoutes } from './calendar.ts';
import { createChatRoutes } from './chats.ts';
import { createContactRoutes } from './contacts.ts';
import { GraphError, createGraphErrorBody } from './graphError.ts';
import { createOnlineMeetingRoutes } from './onlineMeetings.ts';
import { createPhotoRoutes } from './photo.ts';
import { createPresenceRoutes } from './presence.ts';
import { createUserRoutes } from './users.ts';

/**
 * Creates the routes of the emulated Microsoft Graph: the part that a phone app needs. Users see only people of their
 * tenant.
 */
export function createGraphRoutes(options: GraphOptions): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const authenticateCaller = createAuthenticateCaller(options);
  app.onError((error, c) => {
    if (!(error instanceof GraphError)) throw error;
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return c.json(createGraphErrorBody(error, options.now()), error.status);
  });
  app.use('/v1.0/*', allowCrossOrigin);
  app.route('/', createUserRoutes(authenticateCaller, options));
  app.route('/', createPhotoRoutes(authenticateCaller, options));
  app.route('/', createPresenceRoutes(authenticateCaller, options));
  app.route('/', createChatRoutes(authenticateCaller, options));
  app.route('/', createCalendarRoutes(authenticateCaller, options));
  app.route('/', createOnlineMeetingRoutes(authenticateCaller, options));
  app.route('/', createContactRoutes(authenticateCaller, options));
  app.route('/', createBatchRoutes(app));
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
