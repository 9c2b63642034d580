import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { browserPath } from './browser.ts';

/** Finds a browser for the tests, and installs one if there is none. */

const run = (command: string, ...parameters: string[]): boolean => {
  try {
    execFileSync(command, parameters, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    return true;
  } catch {
    // The command has printed the reason. The next installer is tried.
    return false;
  }
};

/** Retries when a mirror fails, and waits while another program installs packages. */
const aptOptions = ['-qq', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120'];

const installers: (() => boolean)[] = [
  // Ubuntu's package installs a snap, which fails in containers. Then the next installer is tried.
  () =>
    existsSync('/usr/bin/apt-get') &&
    process.getuid?.() === 0 &&
    run('apt-get', ...aptOptions, 'update') &&
    run('apt-get', ...aptOptions, 'install', '-y', '--no-install-recommends', 'chromium'),
  () => run('npx', 'playwright', 'install', '--with-deps', 'chromium'),
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
