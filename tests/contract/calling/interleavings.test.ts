import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHarness, type Harness } from '../../support/calling/harness.ts';
import { readSeeds } from '../../support/random.ts';
import { openInterleavingsPage, type InterleavingsPage } from './interleavings/interleavingsPage.ts';

/**
 * An interleaving is a random sequence of actions of several users at the same time, here in a real page with real media.
 * `SEEDS=<seed>` repeats one interleaving, and `ORDERS` is how many the test runs. `tests/contract/signalling` does the same with
 * the signalling server alone.
 */
const count = Number(process.env['ORDERS'] ?? 20);

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

test(
  `${count} random interleavings of the actions of four endpoints reach no illegal state, and leave nothing open`,
  async () => {
    for (const seed of readSeeds(count)) {
      const result = await page.run(seed);
      // The comparison with the rest of the result makes a failure print the seed and the log.
      expect(result).toEqual({ ...result, problems: [] });
    }
  },
  6_000 * count,
);
