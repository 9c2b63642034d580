import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { manifest, nodeEntryNames, peerDependencies } from '../../emulator-package/manifest.ts';
import { browserModules, bundle, type BrowserModule } from '../../emulator/sdk-module/bundleModule.ts';
import { findProvenance } from './provenance.ts';
import { prebuiltModulesPlugin, sourceFilesPlugin } from './plugins.ts';
import { writeTypes } from './types.ts';

/*
 * `npm run build:emulator` runs this file. It builds the npm package `acs-calling-emulator` into the folder
 * `dist-emulator`. The package runs without `node_modules`. `npm run build:emulator -- <folder>` uses another folder,
 * which must be new or empty.
 */

const folderArgument = process.argv[2];
const folder = resolve(folderArgument ?? 'dist-emulator');
if (folderArgument !== undefined && existsSync(folder) && readdirSync(folder).length > 0) {
  console.error(`${folder} is not empty: nothing was built. Name a new folder.`);
  process.exit(1);
}
const root = fileURLToPath(new URL('../../../', import.meta.url));
const packageSources = join(root, 'src/emulator-package');

await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [prebuiltModulesPlugin, sourceFilesPlugin],
  ssr: { noExternal: true, external: Object.keys(peerDependencies) },
  build: {
    ssr: true,
    outDir: folder,
    emptyOutDir: true,
    // Vite emits no assets for Node by default.
    emitAssets: true,
    target: 'node20',
    license: { fileName: 'licences/node.md' },
    rolldownOptions: {
      input: {
        main: join(root, 'src/emulator/main.ts'),
        ...Object.fromEntries(nodeEntryNames.map((name) => [name, join(packageSources, `${name}.ts`)])),
      },
      // All files are in one folder, because the code reads files such as `calling.js` from its own folder.
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
    },
  },
});
for (const name of Object.keys(browserModules) as BrowserModule[]) {
  const { code, licences } = await bundle(name);
  writeFileSync(join(folder, name), code);
  writeFileSync(join(folder, 'licences', `${name}.md`), licences);
}
writeTypes(join(folder, 'types'));
const pages = [
  'use-the-emulator',
  'emulator-directory',
  'test-your-app',
  'emulator-controls',
  'emulator-http-api',
  'emulator-differences',
];
const texts = ['LICENSE', ...pages.map((page) => `docs/${page}.md`)].map((file) => join(root, file));
for (const file of [...texts, join(packageSources, 'README.md'), join(packageSources, 'CHANGELOG.md')])
  copyFileSync(file, join(folder, basename(file)));
const provenance = findProvenance(process.env);
const fields = { ...manifest, ...(typeof provenance === 'object' && provenance) };
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(fields, null, 2)}\n`);
const displayedFolder = relative('.', folder);
console.log(
  `${displayedFolder} is ready. \`node ${join(displayedFolder, 'main.js')}\` runs the emulator, and \`npm publish ./${displayedFolder}\` publishes it, ${
    typeof provenance === 'object' ? 'with provenance' : `without provenance: ${provenance}`
  }.`,
);
