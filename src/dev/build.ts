import { brotliCompressSync, constants } from 'node:zlib';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { appendNotices } from './notices.ts';
import { publish } from './publish.ts';

/**
 * Run by `npm run build`: builds the app with the real Calling SDK into `dist/web`, the token service into
 * `dist/server`, and next to it the doctor, so that it can run where the service's own identity exists.
 * `dist/web` also keeps the assets of the previous build.
 */
const web = '.cache/web';
/** The file of licences. `vite.config.ts` names it, too. */
const noticesFile = 'third-party-notices.md';

/** Compresses the text files of a folder, so that the service need not compress them at each request. */
function precompress(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css|html|json|svg)$/.test(file)) continue;
    const path = join(folder, file);
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), options));
  }
}

await build({ logLevel: 'warn', build: { outDir: web } });
precompress(join(web, 'assets'));
appendNotices(join(web, noticesFile));
publish(web, 'dist/web');
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  // Bundles all packages: `dist/server` runs without `node_modules`.
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
