import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { browserPath } from './browser.ts';

/** Makes sure that there is a browser to test with: the machine's own, or one installed where that is possible. */

const run = (command: string, ...parameters: string[]): boolean => {
  try {
    execFileSync(command, parameters, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    return true;
  } catch {
    // The command has said why; the next way is tried.
    return false;
  }
};

/** A mirror may fail once, and something else may be installing. */
const patience = ['-qq', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120'];

const ways: (() => boolean)[] = [
  // Ubuntu's package is only a door to a snap, which containers cannot open; there this fails and the next way is tried.
  () =>
    existsSync('/usr/bin/apt-get') &&
    process.getuid?.() === 0 &&
    run('apt-get', ...patience, 'update') &&
    run('apt-get', ...patience, 'install', '-y', '--no-install-recommends', 'chromium'),
  () => run('npx', 'playwright', 'install', '--with-deps', 'chromium'),
];

if (!browserPath()) {
  console.log('No Chrome, Chromium or Edge was found; installing one.');
  for (const install of ways) if (install() && browserPath()) break;
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
