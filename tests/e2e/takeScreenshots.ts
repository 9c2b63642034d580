import { spawnSync } from 'node:child_process';

/** `npm run screenshots`: saves every screen in every look as a picture in `.cache/screenshots`. */
const folder = '.cache/screenshots';
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', '-c', 'tests/e2e/playwright.config.ts', '--project=calls', 'screens/'],
  { stdio: 'inherit', shell: process.platform === 'win32', env: { ...process.env, SCREENSHOTS: folder } },
);
console.log(`The pictures are in ${folder}.`);
process.exitCode = status ?? 1;
