import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { browserModules, bundle, type BrowserModule } from '../emulator/sdk-module/bundleModule.ts';

/**
 * Run by `npm run build:emulator`: builds the emulator into a folder that `node <folder>/main.js` runs, without
 * `node_modules`. `npm run build:emulator -- <folder>` uses another folder, which must be new or empty.
 */
const chosen = process.argv[2];
const folder = resolve(chosen ?? 'dist-emulator');
if (chosen !== undefined && existsSync(folder) && readdirSync(folder).length > 0) {
  console.error(`${folder} is not empty: nothing was built. Name a new folder.`);
  process.exit(1);
}
const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Replaces the module that bundles at run time by one that reads finished bundles. */
const prebuiltModules: Plugin = {
  name: 'prebuilt-modules',
  enforce: 'pre',
  resolveId: (source) =>
    source === './bundleModule.ts' ? fileOf('../emulator/sdk-module/prebuiltModule.ts') : undefined,
};

/** Emits files that the code reads from its own folder, such as the stylesheet of the pages. */
const filesBeside: Plugin = {
  name: 'files-beside',
  // Runs before Vite rewrites the sources.
  enforce: 'pre',
  transform(code, id) {
    for (const [whole, path = ''] of code.matchAll(/new URL\('([^']+)', import\.meta\.url\)/g)) {
      const file = resolve(dirname(id), path);
      if (path !== `./${basename(file)}`) this.error(`${whole} in ${id} would not be found beside main.js.`);
      this.emitFile({ type: 'asset', fileName: basename(file), source: readFileSync(file) });
    }
  },
};

await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [prebuiltModules, filesBeside],
  ssr: { noExternal: true },
  build: {
    ssr: fileOf('../emulator/main.ts'),
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
  copyFileSync(fileOf(`../../${file}`), join(folder, basename(file)));
}
// Marks the files as ES modules, whatever a package.json in a parent folder says.
const described = { name: 'switchboard-emulator', private: true, type: 'module' };
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(described, null, 2)}\n`);
const shown = relative('.', folder);
console.log(`${shown} is ready. \`node ${join(shown, 'main.js')}\` runs the emulator.`);
