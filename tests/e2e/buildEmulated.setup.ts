import { execFileSync } from 'node:child_process';
import { test } from '@playwright/test';
import { builtOrigin, emulatedBuild } from '../support/system.ts';

test('build the app for production, with the drop-in in place of the Calling SDK', () => {
  test.setTimeout(120_000);
  // In a process of its own, because Vite sets NODE_ENV to `production`, where the emulator does not start.
  execFileSync(
    'npx',
    ['vite', 'build', '--mode', 'emulator', '--logLevel', 'warn', '--outDir', emulatedBuild],
    {
      stdio: 'inherit',
      env: { ...process.env, EMULATOR_ORIGIN: builtOrigin },
    },
  );
});
