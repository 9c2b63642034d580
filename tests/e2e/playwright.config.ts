import { defineConfig } from '@playwright/test';
import { browserArguments, browserPath } from '../support/browser.ts';

const executablePath = browserPath();

const asService = process.env.EMULATOR_TIMING === 'service';

export default defineConfig({
  testDir: '..',
  testMatch: '**/*.spec.ts',
  projects: [
    { name: 'build emulated', testMatch: 'e2e/buildEmulated.setup.ts' },
    { name: 'build azure', testMatch: 'e2e/buildAzure.setup.ts' },
    {
      name: 'calls',
      testMatch: 'e2e/**/*.spec.ts',
      testIgnore: '**/azure*.spec.ts',
      dependencies: ['build emulated'],
    },
    { name: 'tokens', testMatch: 'faults/**/*.spec.ts', dependencies: ['build emulated'] },
    { name: 'azure', testMatch: '**/azure*.spec.ts', dependencies: ['build azure'] },
  ],
  // Concurrent runs have different ports, and so different folders.
  outputDir: `../../test-results/${process.env.E2E_APP_PORT ?? 'default'}`,
  // Each worker has a system of its own. Tests mostly wait, so two workers share two cores well.
  workers: 2,
  timeout: asService ? 180_000 : 60_000,
  // With service-like timing, creating an agent takes up to 5 s, and the first device manager 7 s.
  expect: { timeout: asService ? 30_000 : 10_000 },
  // Only `npm run screenshots` runs these tests, which take long.
  ...(!process.env.SCREENSHOTS && { grepInvert: /@pictures/ }),
  forbidOnly: Boolean(process.env.CI),
  // Real media is late at times on a shared machine. A test that passes on a retry is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    // Traces cost a quarter of the time, so only a retry has one.
    trace: 'on-first-retry',
    launchOptions: { ...(executablePath && { executablePath }), args: browserArguments() },
  },
});
