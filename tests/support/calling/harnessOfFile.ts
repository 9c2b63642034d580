import { afterAll, beforeAll, vi } from 'vitest';
import { runInNewPage, startHarness, type Harness } from './harness.ts';
import type { AgentsApi } from './page/agentsApi.ts';

/**
 * Starts a harness before the first test of a file, and closes it after the last.
 * @param options those of `startHarness`
 * @returns access to the harness once it has started, and a function that runs a step in a new page.
 */
export function harnessOfFile(...options: Parameters<typeof startHarness>) {
  // Real browsers are slow on a busy machine.
  vi.setConfig({ testTimeout: 30_000 });
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness(...options);
  }, 60_000);
  afterAll(() => harness.close());
  return {
    harness: () => harness,
    run: <Result>(act: (api: AgentsApi) => Result | Promise<Result>) => runInNewPage(harness, act),
  };
}
