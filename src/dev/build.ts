import { join } from 'node:path';
import { build } from 'vite';
import { callingSdk } from './callingSdk.ts';
import { compressTextFiles } from './compressTextFiles.ts';
import { appendLicence, appendNotices } from './notices.ts';
import { publishBuild } from './publish.ts';

/*
 * `npm run build` runs this file. It builds the app with the real Calling SDK into `dist/web`, and the token service with its
 * doctor (the set-up check) into `dist/server`.
 */

/** The folder in which Vite builds the app, before `publishBuild` copies it to `dist/web`. */
const webFolder = '.cache/web';
/** The file with the licences of the bundled packages. `vite.config.ts` uses the same name. */
const noticesFile = 'third-party-notices.md';

await build({ logLevel: 'warn', build: { outDir: webFolder } });
compressTextFiles(join(webFolder, 'assets'));
// The Calling SDK is copied and not bundled, so Vite has not listed its licence.
appendLicence(join(webFolder, noticesFile), callingSdk);
appendNotices(join(webFolder, noticesFile));
publishBuild(webFolder, 'dist/web');
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  // Bundles all packages, so that `dist/server` runs without `node_modules`.
  ssr: { noExternal: true },
  build: {
    ssr: true,
    rolldownOptions: { input: { main: 'src/server/main.ts', doctor: 'src/server/doctor/main.ts' } },
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    license: { fileName: noticesFile },
  },
});
appendNotices(join('dist/server', noticesFile));
console.log('dist/web and dist/server are ready. `npm start` serves them.');
