import { execFileSync } from 'node:child_process';
import { test } from '@playwright/test';
import { builtOrigin, emulatedBuild } from '../support/system.ts';

test('build the app as it would be deployed, but with the stand-in for the Calling SDK', () => {
  test.setTimeout(120_000);
  // A process of its own: Vite sets NODE_ENV to production for good, in which the emulator does not start.
  execFileSync(
    'npx',
    ['vite', 'build', '--mode', 'emulator', '--logLevel', 'warn', '--outDir', emulatedBuild],
    {
      stdio: 'inherit',
      env: { ...process.env, EMULATOR_ORIGIN: builtOrigin },
    },
  );
});
