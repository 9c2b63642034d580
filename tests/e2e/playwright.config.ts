import { defineConfig } from '@playwright/test';
import { browserArguments, browserPath } from '../support/browser.ts';

const executablePath = browserPath();

/** Service-like timing: the emulator waits as long as the real Azure service does, so the tests take longer. */
const hasServiceTiming = process.env.EMULATOR_TIMING === 'service';

/** Tests of what developers use (set-up check, token inspector, `npm run dev`), and of the installed app. */
const developerTools = '**/e2e/{doctor,inspector,dev,installed,offline}.spec.ts';

/** The test of what a receptionist does by keyboard alone. */
const deskWork = '**/e2e/keyboard.spec.ts';

/** Tests of what happens rarely: several tabs of one user, pages older than the service, the worker, lost agents, refused devices. */
const rareEvents = '**/e2e/{agent,devicePermissions,leaderTab,lists,redeploy,serviceWorker,signOut}.spec.ts';

/** Tests of answers that Microsoft's documents leave open. The emulator gives each answer that it does not give by default. */
const otherAnswers = '**/e2e/other-answers/**/*.spec.ts';

/** To run one file: `npx playwright test -c tests/e2e/playwright.config.ts --project=calls e2e/call.spec.ts`. */
export default defineConfig({
  testDir: '..',
  testMatch: '**/*.spec.ts',
  projects: [
    { name: 'build emulated', testMatch: 'e2e/buildEmulated.setup.ts' },
    { name: 'build azure', testMatch: 'e2e/buildAzure.setup.ts' },
    {
      name: 'calls',
      testMatch: 'e2e/**/*.spec.ts',
      testIgnore: ['**/azure*.spec.ts', '**/screens/**', otherAnswers, rareEvents, deskWork, developerTools],
      dependencies: ['build emulated'],
    },
    { name: 'answers', testMatch: otherAnswers, dependencies: ['build emulated'] },
    { name: 'rare', testMatch: rareEvents, dependencies: ['build emulated'] },
    { name: 'tools', testMatch: developerTools, dependencies: ['build emulated'] },
    {
      name: 'screens',
      testMatch: 'e2e/screens/**/*.spec.ts',
      // Only `npm run write -- screenshots` runs these tests, which take long.
      ...(!process.env.SCREENSHOTS && { grepInvert: /@pictures/ }),
      dependencies: ['build emulated'],
    },
    // The same tests, which check each state in every theme, language and width.
    { name: 'accessibility', testMatch: 'e2e/screens/**/*.spec.ts', dependencies: ['build emulated'] },
    {
      name: 'receptionist',
      testMatch: deskWork,
      dependencies: ['build emulated'],
    },
    { name: 'tokens', testMatch: 'faults/**/*.spec.ts', dependencies: ['build emulated'] },
    { name: 'docs', testMatch: '**/tests/docs/**/*.spec.ts' },
    { name: 'azure', testMatch: '**/azure*.spec.ts', dependencies: ['build azure'] },
  ],
  // Two runs at the same time need different ports, so the port names the folder of a run.
  outputDir: `../../test-results/${process.env.E2E_APP_PORT ?? 'default'}`,
  // Each worker starts an app, a token service and an emulator. Tests mostly wait, so two cores are enough for two workers.
  workers: 2,
  timeout: hasServiceTiming ? 180_000 : 60_000,
  // With service-like timing the SDK takes up to 5 s to create an agent, and 7 s to create the first device manager.
  expect: { timeout: hasServiceTiming ? 30_000 : 10_000 },
  forbidOnly: Boolean(process.env.CI),
  // On a shared machine real media may arrive late. Playwright lists a test that passes on its retry as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    // Traces cost a quarter of the time, so only a retry has one.
    trace: 'on-first-retry',
    launchOptions: { ...(executablePath && { executablePath }), args: browserArguments() },
  },
});
