import type { Page } from 'playwright';
import { afterAll, beforeAll, vi } from 'vitest';
import { inPage, startHarness, type Harness } from './harness.ts';

/**
 * One harness for a test file: begun before its first test, closed after its last.
 * @param prelude runs in the page before each scenario, and is in scope there
 * @param how as `startHarness` takes it
 * @returns the harness, once it has begun, and a way to play a scenario, in a fresh page unless one is given
 */
export function harnessOfFile(prelude = '', ...how: Parameters<typeof startHarness>) {
  // Real browsers on a busy machine.
  vi.setConfig({ testTimeout: 30_000 });
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness(...how);
  }, 60_000);
  afterAll(() => harness.close());
  return {
    harness: () => harness,
    play: (body: string, page?: Page) => inPage(harness, prelude + body, page),
  };
}
