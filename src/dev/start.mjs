import { existsSync } from 'node:fs';

/*
 * `npm start` runs this file, which starts the built token service. As JavaScript, it needs no development tools.
 */

const service = new URL('../../dist/server/main.js', import.meta.url);
if (existsSync(service)) {
  await import(service.href);
} else {
  console.error('There is no build in the folder dist. Run `npm run build` first, and then `npm start`.');
  process.exitCode = 1;
}
