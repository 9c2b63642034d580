import { test } from '@playwright/test';
import { buildEmulatedApp } from '../support/system.ts';

test('Vite builds the app with the emulator’s drop-in SDK in place of the real Calling SDK', () => {
  test.setTimeout(120_000);
  buildEmulatedApp();
});
