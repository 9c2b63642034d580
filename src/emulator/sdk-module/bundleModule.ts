import { fileURLToPath } from 'node:url';

/** The modules that the emulator serves to pages, with their source files. */
export const browserModules = {
  'calling.js': '../sdk/index.ts',
  'common.js': './common.ts',
  'controls.js': '../controls/page/main.ts',
} as const;
export type BrowserModule = keyof typeof browserModules;

/** A bundled module, and the licences of the packages in it. */
export interface Bundle {
  readonly code: string;
  readonly licences: string;
}

/** Bundles a module for pages into a single ES module. @throws Vite's errors. */
export async function bundle(name: BrowserModule): Promise<Bundle> {
  const entry = fileURLToPath(new URL(browserModules[name], import.meta.url));
  // Loaded on demand, because Vite takes longer to load than the rest of the emulator.
  const { build } = await import('vite');
  const isUnset = process.env.NODE_ENV === undefined;
  // Otherwise Vite sets it to production, for the whole process.
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
    for (const result of Array.isArray(results) ? results : [results]) {
      if (!('output' in result)) continue;
      const licences = result.output.find(({ fileName }) => fileName === 'licences.md');
      const text = licences?.type === 'asset' ? String(licences.source) : '';
      return { code: result.output[0].code, licences: text };
    }
  } finally {
    if (isUnset) delete process.env.NODE_ENV;
  }
  throw new Error(`Vite built nothing from ${entry}.`);
}

/**
 * Makes a module for pages. In the result of `npm run build:emulator`, `prebuiltModule.ts` replaces this file.
 */
export const browserModule = async (name: BrowserModule): Promise<string> => (await bundle(name)).code;
