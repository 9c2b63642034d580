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
  // Two runs at once have ports of their own, and so folders of their own.
  outputDir: `../../test-results/${process.env.E2E_APP_PORT ?? 'default'}`,
  // Each worker has a system of its own. A call spends most of its time waiting, so two share two cores well.
  workers: 2,
  timeout: asService ? 180_000 : 60_000,
  // An agent alone takes up to five seconds there, and a client's first device manager seven.
  expect: { timeout: asService ? 30_000 : 10_000 },
  // What a plain run has no time for: `npm run screenshots` looks at it.
  ...(!process.env.SCREENSHOTS && { grepInvert: /@pictures/ }),
  forbidOnly: Boolean(process.env.CI),
  // Real media on a shared machine is late now and then; a second try is listed as flaky, so that nobody misses it.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    // A trace of every action costs a quarter of the run; a first failure has its error, a second try its trace.
    trace: 'on-first-retry',
    launchOptions: { ...(executablePath && { executablePath }), args: browserArguments() },
  },
});
