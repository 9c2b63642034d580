import { fileURLToPath } from 'node:url';

/** The ES modules that the emulator serves to browsers, and the source file of each. */
export const browserModules = {
  'calling.js': '../sdk/index.ts',
  'common.js': './common.ts',
  'controls.js': '../controls/page/main.ts',
  'trace.js': '../trace/page/main.ts',
} as const;
export type BrowserModule = keyof typeof browserModules;

/**
 * Bundles a module and everything that it imports into a single ES module.
 * @returns its code, and the licence texts of the bundled packages as Markdown; `''` if Vite has written none.
 * @throws Vite's errors.
 */
export async function bundle(name: BrowserModule): Promise<{ code: string; licences: string }> {
  const entry = fileURLToPath(new URL(browserModules[name], import.meta.url));
  // Vite is loaded on demand, because it takes longer to load than the rest of the emulator.
  const { build } = await import('vite');
  // If NODE_ENV is unset, Vite sets it for the whole process and leaves it set. Setting it here lets this function undo that.
  const wasNodeEnvUnset = process.env.NODE_ENV === undefined;
  process.env.NODE_ENV ??= 'development';
  try {
    const results = await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: {
        write: false,
        minify: false,
        target: 'es2022',
        lib: { entry, formats: ['es'], fileName: 'module' },
        license: { fileName: 'licences.md' },
      },
    });
    // Vite's type allows a single result, a list, and a watcher. With one output format, one result comes.
    const [result] = [results].flat();
    if (!result || !('output' in result)) throw new Error(`Vite built nothing from ${entry}.`);
    const licenceFile = result.output.find(({ fileName }) => fileName === 'licences.md');
    const licences = licenceFile?.type === 'asset' ? String(licenceFile.source) : '';
    return { code: result.output[0].code, licences };
  } finally {
    if (wasNodeEnvUnset) delete process.env.NODE_ENV;
  }
}

/**
 * @returns a module's code, bundled now. `npm run build:emulator` bundles all modules beforehand, and puts
 * `prebuiltModule.ts` in place of this file.
 */
export const loadBrowserModule = async (name: BrowserModule): Promise<string> => (await bundle(name)).code;
