import { fileURLToPath } from 'node:url';

/** The modules that the emulator gives to pages, and the file that each is made of. */
export const browserModules = {
  'calling.js': '../sdk/index.ts',
  'common.js': './common.ts',
  'controls.js': '../controls/page/main.ts',
} as const;
export type BrowserModule = keyof typeof browserModules;

/** A module for pages, and the licences of the packages in it. */
export interface Bundle {
  readonly code: string;
  readonly licences: string;
}

/**
 * Bundles one of the modules for pages into a single ES module.
 * @throws what Vite finds wrong with the sources.
 */
export async function bundle(name: BrowserModule): Promise<Bundle> {
  const entry = fileURLToPath(new URL(browserModules[name], import.meta.url));
  // Loaded only when asked for: Vite takes longer to load than everything else here together.
  const { build } = await import('vite');
  const unset = process.env.NODE_ENV === undefined;
  // Otherwise Vite sets it to production, for the whole process and for good.
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
    if (unset) delete process.env.NODE_ENV;
  }
  throw new Error(`Vite built nothing from ${entry}.`);
}

/**
 * Makes one of the modules for pages. In the emulator that `npm run build:emulator` makes, `prebuiltModule.ts` stands in
 * this file's place.
 */
export const browserModule = async (name: BrowserModule): Promise<string> => (await bundle(name)).code;
