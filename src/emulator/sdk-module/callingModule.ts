import { Hono } from 'hono';
import { browserModule, type BrowserModule } from './bundleModule.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';

const names: readonly BrowserModule[] = ['calling.js', 'common.js', 'controls.js'];
/** Modules that pages of other origins may load. */
const shared = new Set<BrowserModule>(['calling.js', 'common.js']);

/**
 * `GET /calling.js`, the drop-in SDK, which connects to the origin it came from; `GET /common.js`, the real
 * `@azure/communication-common`; and the script of the page of controls. Each is made on the first request.
 */
export function callingModuleRoutes(): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  for (const name of names) {
    let code: Promise<string> | undefined;
    if (shared.has(name)) app.use(`/${name}`, crossOrigin);
    app.get(`/${name}`, async (c) => {
      code ??= browserModule(name);
      try {
        return c.body(await code, 200, { 'content-type': 'text/javascript; charset=utf-8' });
      } catch (error) {
        code = undefined;
        throw error;
      }
    });
  }
  return app;
}
