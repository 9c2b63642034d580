import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { EmulatorEnv } from './env.ts';
import { crossOrigin } from './origins.ts';

const entry = fileURLToPath(new URL('./calling/index.ts', import.meta.url));

/** Bundles the drop-in Calling SDK into one ES module. */
async function bundle(): Promise<string> {
  // Loaded only when asked for: Vite takes longer to load than everything else here together.
  const { build } = await import('vite');
  const results = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry, formats: ['es'], fileName: 'calling' },
    },
  });
  for (const result of Array.isArray(results) ? results : [results]) {
    if ('output' in result) return result.output[0].code;
  }
  throw new Error(`Vite built nothing from ${entry}.`);
}

/** `GET /calling.js`: built on the first request, then kept. It connects back to the origin it came from. */
export function callingModuleRoutes(): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  let built: Promise<string> | undefined;
  app.use('/calling.js', crossOrigin);
  app.get('/calling.js', async (c) => {
    if (!existsSync(entry)) return c.text('This emulator has no calling module.\n', 503);
    built ??= bundle();
    return c.body(await built, 200, { 'content-type': 'text/javascript; charset=utf-8' });
  });
  return app;
}
