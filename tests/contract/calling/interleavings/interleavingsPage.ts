import { resolve } from 'node:path';
import { bundleForPage } from '../../../support/bundle.ts';
import { objectIds, type Harness } from '../../../support/calling/harness.ts';
import type { Outcome } from './runInterleaving.ts';
import type { InterleavingOptions } from './users.ts';

const options: InterleavingOptions = {
  endpoints: ['alice', 'bob', 'bob', 'carol'],
  ids: objectIds,
  meetingLinks: ['OpenHouse', 'WithLobby'].map(
    (name) =>
      `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(`19:meeting_${name}@thread.v2`)}/0`,
  ),
};

export interface InterleavingsPage {
  /** Runs one interleaving of the users' actions. @returns what was wrong in it, in the page and in the server. */
  run(seed: number): Promise<Outcome>;
  close(): Promise<void>;
}

/** Opens a page in which all users are signed in. */
export async function openInterleavingsPage({
  browser,
  origin,
  signalling,
}: Harness): Promise<InterleavingsPage> {
  const code = await bundleForPage(resolve(import.meta.dirname, 'runInterleaving.ts'));
  const page = await (await browser.newContext()).newPage();
  // tsx wraps functions so that they keep their names; that wrapper does not exist in the page.
  await page.addInitScript('globalThis.__name = (wrapped) => wrapped');
  await page.goto(`${origin}/test/`);
  await page.addScriptTag({ type: 'module', content: code });
  await page.waitForFunction(() => globalThis.prepareInterleavings);
  const run = await page.evaluateHandle((options) => globalThis.prepareInterleavings(options), options);
  return {
    async run(seed) {
      const outcome = await run.evaluate((run, seed) => run(seed), seed);
      const { calls } = signalling.counts();
      return calls === 0
        ? outcome
        : { ...outcome, problems: [...outcome.problems, `the server keeps ${calls} calls`] };
    },
    close: () => page.context().close(),
  };
}
