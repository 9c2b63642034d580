import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Replaces the module that bundles the browser code at run time with one that reads finished bundles. */
export const prebuiltModulesPlugin: Plugin = {
  name: 'prebuilt-modules',
  enforce: 'pre',
  resolveId: (source) =>
    source === './bundleModule.ts'
      ? fileURLToPath(new URL('../../emulator/sdk-module/prebuiltModule.ts', import.meta.url))
      : undefined,
};

/** Copies files that the code reads from its own folder, such as the pages' style sheet, to the folder of the build. */
export const sourceFilesPlugin: Plugin = {
  name: 'emit-files-from-sources',
  // Runs before Vite rewrites the sources.
  enforce: 'pre',
  transform(code, id) {
    for (const [expression, path = ''] of code.matchAll(/new URL\('([^']+)', import\.meta\.url\)/g)) {
      const file = resolve(dirname(id), path);
      if (path !== `./${basename(file)}`)
        this.error(`${expression} in ${id} would not be found beside main.js.`);
      this.emitFile({ type: 'asset', fileName: basename(file), source: readFileSync(file) });
    }
  },
};
