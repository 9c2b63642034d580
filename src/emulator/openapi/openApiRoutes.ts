import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import { createOpenApiDocument } from './document.ts';

/** Serves `GET /openapi.json`, which needs no secret: the document is the same for every emulator. */
export function createOpenApiRoutes(port: number): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  let document: ReturnType<typeof createOpenApiDocument> | undefined;
  app.use('/openapi.json', allowCrossOrigin);
  app.get('/openapi.json', (c) => {
    // Created at the first request, so that the emulator starts as fast as before.
    document ??= createOpenApiDocument(`http://localhost:${port}`);
    return c.json(document);
  });
  return app;
}
