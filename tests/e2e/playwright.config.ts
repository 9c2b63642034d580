import { defineConfig } from '@playwright/test';
import { browserArguments, browserPath } from '../support/browser.ts';

const executablePath = browserPath();

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  globalSetup: './buildBoth.ts',
  // One system and two cores: what runs beside a call would only make its media late.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    trace: 'retain-on-failure',
    launchOptions: { ...(executablePath && { executablePath }), args: browserArguments() },
  },
});
