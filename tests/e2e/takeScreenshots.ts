import { spawnSync } from 'node:child_process';

/** `npm run screenshots` saves a picture of every screen, in several window sizes and colour schemes, in `.cache/screenshots`. */
const folder = '.cache/screenshots';
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', '-c', 'tests/e2e/playwright.config.ts', '--project=screens'],
  { stdio: 'inherit', shell: process.platform === 'win32', env: { ...process.env, SCREENSHOTS: folder } },
);
console.log(`The pictures are in ${folder}.`);
process.exitCode = status ?? 1;
