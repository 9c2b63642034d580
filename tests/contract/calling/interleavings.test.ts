import { resolve } from 'node:path';
import type { JSHandle, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleForPage } from '../../support/bundle.ts';
import { objectIds, startHarness, type Harness } from '../../support/calling/harness.ts';
import { readSeeds } from '../../support/random.ts';
import type { InterleavingOptions, InterleavingResult } from './interleavings/runInterleaving.ts';

/**
 * An interleaving is a random sequence of actions of several users at the same time, here in a real page with real media.
 * `SEEDS=<seed>` repeats one interleaving, and `ORDERS` is how many the test runs. `tests/contract/signalling` does the same with
 * the signalling server alone.
 */
const count = Number(process.env['ORDERS'] ?? 20);

const createLink = (name: string) =>
  `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(`19:meeting_${name}@thread.v2`)}/0`;
const options: InterleavingOptions = {
  endpoints: ['alice', 'bob', 'bob', 'carol'],
  objectIds,
  meetingLinks: ['OpenHouse', 'WithLobby'].map(createLink),
};

let harness: Harness;
let page: Page;
/** Runs one interleaving in the page, in which all endpoints are signed in. */
let runInPage: JSHandle<(seed: number) => Promise<InterleavingResult>>;
beforeAll(async () => {
  harness = await startHarness();
  const code = await bundleForPage(resolve(import.meta.dirname, 'interleavings/runInterleaving.ts'));
  page = await (await harness.browser.newContext()).newPage();
  await page.goto(`${harness.origin}/test/`);
  await page.addScriptTag({ type: 'module', content: code });
  await page.waitForFunction(() => globalThis.prepareInterleavings);
  runInPage = await page.evaluateHandle((options) => globalThis.prepareInterleavings(options), options);
}, 60_000);
afterAll(async () => {
  await page.context().close();
  await harness.close();
});

test(
  `${count} random interleavings of the actions of four endpoints reach no illegal state, and leave nothing open`,
  async () => {
    for (const seed of readSeeds(count)) {
      const result = await runInPage.evaluate((run, seed) => run(seed), seed);
      // The comparison with the rest of the result makes a failure print the seed and the log.
      expect(result).toEqual({ ...result, problems: [] });
      expect(harness.signalling.readCounts().calls, `calls at the server after the seed ${seed}`).toBe(0);
    }
  },
  6_000 * count,
);
