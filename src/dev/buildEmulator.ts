import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { browserModules, bundle, type BrowserModule } from '../emulator/sdk-module/bundleModule.ts';

/*
 * `npm run build:emulator` runs this file. It builds the emulator into the folder `dist-emulator`. The file `main.js`
 * in that folder then runs without `node_modules`. `npm run build:emulator -- <folder>` uses another folder, which must
 * be new or empty.
 */

const folderArgument = process.argv[2];
const folder = resolve(folderArgument ?? 'dist-emulator');
if (folderArgument !== undefined && existsSync(folder) && readdirSync(folder).length > 0) {
  console.error(`${folder} is not empty: nothing was built. Name a new folder.`);
  process.exit(1);
}
/** @returns the absolute path of a file that is named relative to this file. */
const resolvePath = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Replaces the module that bundles the browser code when the emulator runs, by a module that reads finished bundles.
 */
const prebuiltModulesPlugin: Plugin = {
  name: 'prebuilt-modules',
  enforce: 'pre',
  resolveId: (source) =>
    source === './bundleModule.ts' ? resolvePath('../emulator/sdk-module/prebuiltModule.ts') : undefined,
};

/**
 * Copies files that the code reads from its own folder, such as the style sheet of the pages, to the folder of the
 * build.
 */
const sourceFilesPlugin: Plugin = {
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

await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [prebuiltModulesPlugin, sourceFilesPlugin],
  ssr: { noExternal: true },
  build: {
    ssr: resolvePath('../emulator/main.ts'),
    outDir: folder,
    emptyOutDir: true,
    // Vite emits no assets for Node by default.
    emitAssets: true,
    target: 'node20',
    license: { fileName: 'licences/main.js.md' },
    rolldownOptions: { output: { codeSplitting: false } },
  },
});
for (const name of Object.keys(browserModules) as BrowserModule[]) {
  const { code, licences } = await bundle(name);
  writeFileSync(join(folder, name), code);
  writeFileSync(join(folder, 'licences', `${name}.md`), licences);
}
const pages = ['use-the-emulator', 'emulator-controls', 'emulator-differences'];
for (const file of ['LICENSE', ...pages.map((page) => `docs/${page}.md`)]) {
  copyFileSync(resolvePath(`../../${file}`), join(folder, basename(file)));
}
// Marks the files as ES modules. Without this file, Node would read the package.json of a parent folder.
const packageJson = { name: 'switchboard-emulator', private: true, type: 'module' };
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packageJson, null, 2)}\n`);
const displayedFolder = relative('.', folder);
console.log(`${displayedFolder} is ready. \`node ${join(displayedFolder, 'main.js')}\` runs the emulator.`);
