import { Hono } from 'hono';
import { browserModule, type BrowserModule } from './bundleModule.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';

const names: readonly BrowserModule[] = ['calling.js', 'common.js', 'controls.js'];
/** Those for pages of other origins. */
const shared = new Set<BrowserModule>(['calling.js', 'common.js']);

/**
 * `GET /calling.js`, the drop-in Calling SDK, which connects back to the origin it came from, and `GET /common.js`, the
 * real `@azure/communication-common`; and the script of the emulator's own page. Made on the first request, then kept.
 */
export function callingModuleRoutes(): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  for (const name of names) {
    let made: Promise<string> | undefined;
    if (shared.has(name)) app.use(`/${name}`, crossOrigin);
    app.get(`/${name}`, async (c) => {
      made ??= browserModule(name);
      try {
        return c.body(await made, 200, { 'content-type': 'text/javascript; charset=utf-8' });
      } catch (error) {
        // The next request tries again.
        made = undefined;
        throw error;
      }
    });
  }
  return app;
}
