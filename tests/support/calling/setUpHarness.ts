import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startHarness, type Harness } from './harness.ts';
import type { AgentsApi } from './page/setUpAgentsPage.ts';

/** Real browsers are slow on a busy machine. */
const testTimeoutMs = 30_000;

/** Starts a harness (signalling server and browser) before the first test of a file, and closes it after the last test. */
export function setUpHarness(...options: Parameters<typeof startHarness>) {
  vi.setConfig({ testTimeout: testTimeoutMs });
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness(...options);
  }, 60_000);
  afterEach(() => harness.conditions.reset());
  afterAll(() => harness.close());
  return {
    /** Call it in tests only: there is no harness before the first test begins. */
    getHarness: () => harness,
    /**
     * Declares a test whose function runs in a new page. The test fails if the function throws, as `expectEqual` does, or leaves
     * an entry in `eventProblems`.
     */
    test: (title: string, run: (api: AgentsApi) => Promise<void>, timeoutMs = testTimeoutMs) =>
      test(title, { timeout: timeoutMs }, async () => {
        const page = await harness.openPage();
        try {
          await page.run(run);
          expect(await page.run(({ eventProblems }) => eventProblems)).toEqual([]);
        } catch (error) {
          // Media may fail in one of many runs, and the browser alone knows why.
          const history = await page.run(({ connectionHistory }) => connectionHistory);
          if (error instanceof Error) error.message += `\n${history.join('\n')}`;
          throw error;
        } finally {
          await page.close();
        }
      }),
  };
}
