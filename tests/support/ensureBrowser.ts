import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { browserPath } from './browser.ts';

// `npm run` starts this script before the browser tests. It finds a browser for them, and installs one if there is none.

/** @returns whether the command succeeded. If not, it has printed the reason. */
const runCommand = (command: string, ...parameters: string[]): boolean =>
  spawnSync(command, parameters, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

/** apt retries when a download fails, and waits up to 120 seconds while another program installs packages. */
const aptOptions = ['-qq', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120'];

/** Functions that each install a browser and return whether that succeeded. The script tries them in this order. */
const installers: (() => boolean)[] = [
  // On Ubuntu the package `chromium` installs a snap, which fails in containers. Then the script tries Playwright's installer.
  () =>
    existsSync('/usr/bin/apt-get') &&
    process.getuid?.() === 0 &&
    runCommand('apt-get', ...aptOptions, 'update') &&
    runCommand('apt-get', ...aptOptions, 'install', '-y', '--no-install-recommends', 'chromium'),
  () => runCommand('npx', 'playwright', 'install', '--with-deps', 'chromium'),
];

if (!browserPath()) {
  console.log('No Chrome, Chromium or Edge was found; installing one.');
  for (const install of installers) if (install() && browserPath()) break;
}
const path = browserPath();
if (path) {
  console.log(`Testing with ${path}`);
} else {
  console.error(
    'No browser for the tests: install Chrome, Chromium or Edge, or set CHROMIUM_PATH to one that you have.',
  );
  process.exitCode = 1;
}
