import { execFileSync } from 'node:child_process';
import { test } from '@playwright/test';
import { builtOrigin, emulatedBuild } from '../support/system.ts';

test('Vite builds the app with the emulator’s drop-in SDK in place of the real Calling SDK', () => {
  test.setTimeout(120_000);
  // Vite runs in a process of its own, because it sets NODE_ENV to `production`. The emulator would not start with it here.
  execFileSync(
    'npx',
    ['vite', 'build', '--mode', 'emulator', '--logLevel', 'warn', '--outDir', emulatedBuild],
    {
      stdio: 'inherit',
      env: { ...process.env, EMULATOR_ORIGIN: builtOrigin },
    },
  );
});
