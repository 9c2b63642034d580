import { execFileSync } from 'node:child_process';
import { test } from '@playwright/test';
import { builtOrigin, emulatedBuild } from '../support/system.ts';

test('Vite builds the app with the emulator’s drop-in SDK in place of the real Calling SDK', () => {
  test.setTimeout(120_000);
  // Vite sets NODE_ENV to `production`, with which the emulator refuses to start. So Vite runs in a separate process.
  execFileSync(
    'npx',
    ['vite', 'build', '--mode', 'emulator', '--logLevel', 'warn', '--outDir', emulatedBuild],
    {
      stdio: 'inherit',
      env: { ...process.env, EMULATOR_ORIGIN: builtOrigin },
    },
  );
});
