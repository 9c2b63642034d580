import { spawnSync } from 'node:child_process';

/**
 * `npm run write -- screenshots` saves a picture of every screen, in several window sizes and colour schemes, in
 * `.cache/screenshots`. `npm run write -- screenshots ar de en-XA` saves the screens in these languages instead, in the light
 * theme, as `<language>/<width>/<state>.png`.
 */
const folder = '.cache/screenshots';
const languages = process.argv.slice(2);
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', '-c', 'tests/e2e/playwright.config.ts', '--project=screens'],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, SCREENSHOTS: folder, SCREENSHOT_LANGUAGES: languages.join(',') },
  },
);
console.log(`The pictures are in ${folder}.`);
process.exitCode = status ?? 1;
