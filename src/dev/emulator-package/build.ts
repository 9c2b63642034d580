import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { manifest, nodeEntryNames, peerDependencies } from '../../emulator-package/manifest.ts';
import { browserModules, bundle, type BrowserModule } from '../../emulator/sdk-module/bundleModule.ts';
import { adaptLinks, pagePaths } from './pages.ts';
import { createProjectFields, findProject, findProvenance } from './provenance.ts';
import { writeTypes } from './types.ts';

/*
 * `npm run build:emulator` runs this file. It builds the npm package `acs-calling-emulator`, which runs without `node_modules`,
 * into the folder `dist-emulator`. `npm run build:emulator -- <folder>` uses another folder, which must be new or empty.
 */

const [folderArgument, ...otherArguments] = process.argv.slice(2);
if (folderArgument?.startsWith('-') || otherArguments.length > 0) {
  const isHelpWanted = folderArgument === '--help';
  console[isHelpWanted ? 'log' : 'error'](
    'npm run build:emulator builds the npm package acs-calling-emulator in the folder dist-emulator; -- <folder> names another, which must be new or empty.',
  );
  process.exit(isHelpWanted ? 0 : 2);
}
const folder = resolve(folderArgument ?? 'dist-emulator');
if (folderArgument !== undefined && existsSync(folder) && readdirSync(folder).length > 0) {
  console.error(`${folder} is not empty: nothing was built. Name a new folder.`);
  process.exit(1);
}
const root = fileURLToPath(new URL('../../../', import.meta.url));
const packageSources = join(root, 'src/emulator-package');

/** Replaces the module that bundles the browser code at run time with one that reads finished bundles. */
const prebuiltModulesPlugin: Plugin = {
  name: 'prebuilt-modules',
  enforce: 'pre',
  resolveId: (source) =>
    source === './bundleModule.ts' ? join(root, 'src/emulator/sdk-module/prebuiltModule.ts') : undefined,
};

/** Copies files that the code reads from its own folder, such as the pages' style sheet, to the folder of the build. */
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
      // One folder for all files, because the code reads files such as `calling.js` from its own folder.
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
// If a project maps Microsoft's package to `calling`, as Angular projects do, TypeScript reads this file, and bundlers read `calling.js`. The mapping applies to
// the package's name, so the types are imported by another path.
writeFileSync(
  join(folder, 'calling.d.ts'),
  "export * from '@azure/communication-calling/types/communication-calling.js';\n",
);
copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
const project = findProject(process.env);
for (const path of pagePaths) {
  const text = readFileSync(join(root, path), 'utf8');
  writeFileSync(join(folder, basename(path)), adaptLinks(path, text, manifest, project));
}
const provenance = findProvenance(process.env);
const isSigned = typeof provenance === 'object';
const fields = { ...manifest, ...(project && createProjectFields(project)), ...(isSigned && provenance) };
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(fields, null, 2)}\n`);
const shownFolder = relative('.', folder);
const provenanceText = isSigned ? 'with provenance' : `without provenance: ${provenance}`;
console.log(
  `${shownFolder} is ready. \`node ${join(shownFolder, 'main.js')}\` runs the emulator, and \`npm publish ./${shownFolder}\` publishes it, ${provenanceText}.`,
);
