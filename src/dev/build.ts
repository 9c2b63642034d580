import { brotliCompressSync, constants } from 'node:zlib';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { appendNotices } from './notices.ts';
import { publish } from './publish.ts';

/**
 * `npm run build`: the app in `dist/web` with the real Calling SDK, the token service in `dist/server`, and beside it the
 * doctor, for the place where the service's own identity is. `dist/web` also keeps the assets of the build before.
 */
const web = '.cache/web';
/** What Vite writes there is named in `vite.config.ts`, too. */
const noticesFile = 'third-party-notices.md';

/** Compressed once here, rather than at each request. */
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
  // Everything inside: `dist/server` runs with nothing beside it.
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
