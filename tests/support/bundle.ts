import { build } from 'vite';

/**
 * Bundles a module for pages into one ES module.
 * @param entry the path of a file.
 * @throws what Vite finds wrong with it.
 */
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
