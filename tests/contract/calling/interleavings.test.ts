import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHarness, type Harness } from '../../support/calling/harness.ts';
import { seeds } from '../../support/random.ts';
import { openInterleavingsPage, type InterleavingsPage } from './interleavings/interleavingsPage.ts';

/**
 * What several users do at once, in real pages with real media. `SEEDS=<seed>` repeats one interleaving;
 * `npm run bench:orders` runs 200. `tests/contract/signalling` does the same with signalling alone.
 */
let harness: Harness;
let page: InterleavingsPage;
beforeAll(async () => {
  harness = await startHarness();
  page = await openInterleavingsPage(harness);
}, 60_000);
afterAll(async () => {
  await page.close();
  await harness.close();
});

test('20 random interleavings of what four endpoints do reach no illegal state, and leave nothing open', async () => {
  for (const seed of seeds(20)) {
    const outcome = await page.run(seed);
    expect(outcome).toEqual({ ...outcome, problems: [] });
  }
}, 120_000);
