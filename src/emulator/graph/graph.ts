import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import { addBatchRoute } from './batch.ts';
import { createAuthenticateCaller, type GraphContext, type GraphState } from './authenticateCaller.ts';
import { addAppFolderRoutes } from './appFolder.ts';
import { addCalendarRoutes } from './calendar.ts';
import { addChatRoutes } from './chats.ts';
import { addContactRoutes } from './contacts.ts';
import { GraphError, createGraphErrorBody } from './graphError.ts';
import { addOnlineMeetingRoutes } from './onlineMeetings.ts';
import { addPhotoRoutes } from './photo.ts';
import { addPresenceRoutes } from './presence.ts';
import { addUserRoutes } from './users.ts';

/** Creates the routes of the emulated Microsoft Graph: the part that a phone app needs. Unexpected errors reach the outer app. */
export function createGraphRoutes(state: GraphState): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const context: GraphContext = { ...state, app, authenticateCaller: createAuthenticateCaller(state) };
  app.onError((error, c) => {
    if (!(error instanceof GraphError)) throw error;
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return c.json(createGraphErrorBody(error, state.now()), error.status);
  });
  app.use('/v1.0/*', allowCrossOrigin);
  addUserRoutes(context);
  addPhotoRoutes(context);
  addPresenceRoutes(context);
  addChatRoutes(context);
  addCalendarRoutes(context);
  addOnlineMeetingRoutes(context);
  addContactRoutes(context);
  addAppFolderRoutes(context);
  addBatchRoute(context);
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
