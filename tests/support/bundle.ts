import { build } from 'vite';

/** Bundles a file and its imports into one ES module that a browser page can load. */
export async function bundleForPage(entry: string): Promise<string> {
  const results = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: { entry, formats: ['es'], fileName: 'module' },
    },
  });
  for (const result of Array.isArray(results) ? results : [results]) {
    if ('output' in result) return result.output[0].code;
  }
  throw new Error(`Vite built nothing from ${entry}.`);
}
