import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { EmulatorEnv } from './env.ts';
import { crossOrigin } from './origins.ts';

const entry = fileURLToPath(new URL('./calling/index.ts', import.meta.url));

/** Bundles the drop-in Calling SDK into one ES module. */
async function bundle(): Promise<string> {
  // Loaded only when asked for: Vite takes longer to load than everything else here together.
  const { build } = await import('vite');
  const unset = process.env.NODE_ENV === undefined;
  // Otherwise Vite sets it to production, for the whole process and for good.
  process.env.NODE_ENV ??= 'development';
  try {
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
  } finally {
    if (unset) delete process.env.NODE_ENV;
  }
  throw new Error(`Vite built nothing from ${entry}.`);
}

/** `GET /calling.js`: built on the first request, then kept. It connects back to the origin it came from. */
export function callingModuleRoutes(): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  let built: Promise<string> | undefined;
  app.use('/calling.js', crossOrigin);
  app.get('/calling.js', async (c) => {
    built ??= bundle();
    try {
      return c.body(await built, 200, { 'content-type': 'text/javascript; charset=utf-8' });
    } catch (error) {
      // The next request tries again.
      built = undefined;
      throw error;
    }
  });
  return app;
}
