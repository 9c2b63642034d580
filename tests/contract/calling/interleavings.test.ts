import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';
import { readSeeds } from '../../support/random.ts';

/**
 * An interleaving is a random sequence of actions of several users at the same time, here in a real page with real media.
 * `SEEDS=<seed>` repeats one interleaving, and `ORDERS` is how many the test runs. `tests/contract/signalling` does the same with
 * the signalling server alone.
 */
const count = Number(process.env['ORDERS'] ?? 20);
const { getHarness } = setUpHarness();

test(
  `${count} random interleavings of the actions of four endpoints reach no illegal state, and leave nothing open`,
  async () => {
    const harness = getHarness();
    const agentsPage = await harness.openPage();
    const page = await agentsPage.extendApi(async (api) => ({
      runInterleaving: await api.setUpInterleavings(),
    }));
    for (const seed of readSeeds(count)) {
      const result = await page.run(({ runInterleaving }, seed) => runInterleaving(seed), seed);
      // The comparison with the rest of the result makes a failure print the seed and the log.
      expect(result).toEqual({ ...result, problems: [] });
      const { calls } = harness.signalling.readCounts();
      expect(calls, `calls at the server after the seed ${seed}`).toBe(0);
    }
    await page.close();
  },
  6_000 * count,
);
