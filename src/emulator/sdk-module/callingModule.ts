import { Hono } from 'hono';
import { loadBrowserModule, type BrowserModule } from './bundleModule.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';

const moduleNames: readonly BrowserModule[] = ['calling.js', 'common.js', 'controls.js'];
/** The modules that pages of other origins may load. */
const crossOriginModules = new Set<BrowserModule>(['calling.js', 'common.js']);

/**
 * Serves the emulator's ES modules. Each is bundled when it is requested for the first time.
 *
 * - `GET /calling.js`: the drop-in SDK, which replaces `@azure/communication-calling`. It connects to the origin from
 *   which it was loaded.
 * - `GET /common.js`: Microsoft's `@azure/communication-common`.
 * - `GET /controls.js`: the script of the page `/emulator`.
 */
export function callingModuleRoutes(): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  for (const name of moduleNames) {
    let code: Promise<string> | undefined;
    if (crossOriginModules.has(name)) app.use(`/${name}`, allowCrossOrigin);
    app.get(`/${name}`, async (context) => {
      code ??= loadBrowserModule(name);
      try {
        return context.body(await code, 200, { 'content-type': 'text/javascript; charset=utf-8' });
      } catch (error) {
        // The next request tries again.
        code = undefined;
        throw error;
      }
    });
  }
  return app;
}
