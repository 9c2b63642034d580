import { afterAll, beforeAll, vi } from 'vitest';
import { runInNewPage, startHarness, type Harness } from './harness.ts';
import type { AgentsApi } from './page/setUpAgentsPage.ts';

/**
 * Starts a harness (signalling server and browser) before the first test of a file, and closes it after the last test.
 * @param options the parameters of `startHarness`
 */
export function setUpHarness(...options: Parameters<typeof startHarness>) {
  // Real browsers are slow on a busy machine.
  vi.setConfig({ testTimeout: 30_000 });
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness(...options);
  }, 60_000);
  afterAll(() => harness.close());
  return {
    /** Call it in tests only: there is no harness before the first test begins. */
    getHarness: () => harness,
    /** Runs a function in a new page, and closes the page. */
    runInNewPage: <Result>(action: (api: AgentsApi) => Result | Promise<Result>) =>
      runInNewPage(harness, action),
  };
}
