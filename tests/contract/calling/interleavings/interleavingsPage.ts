import { resolve } from 'node:path';
import { bundleForPage } from '../../../support/bundle.ts';
import { objectIds, type Harness } from '../../../support/calling/harness.ts';
import type { InterleavingResult } from './runInterleaving.ts';
import type { InterleavingOptions } from './users.ts';

const options: InterleavingOptions = {
  endpoints: ['alice', 'bob', 'bob', 'carol'],
  objectIds,
  meetingLinks: ['OpenHouse', 'WithLobby'].map(
    (name) =>
      `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(`19:meeting_${name}@thread.v2`)}/0`,
  ),
};

export interface InterleavingsPage {
  /** Runs one interleaving: a random sequence of actions of all users. The result lists problems of page and server. */
  run(seed: number): Promise<InterleavingResult>;
  close(): Promise<void>;
}

/** Opens one page in which Alice, Carol and two endpoints of Bob are signed in. */
export async function openInterleavingsPage({
  browser,
  origin,
  signalling,
}: Harness): Promise<InterleavingsPage> {
  const code = await bundleForPage(resolve(import.meta.dirname, 'runInterleaving.ts'));
  const page = await (await browser.newContext()).newPage();
  // tsx wraps named functions in its helper `__name`, which the page must have too.
  await page.addInitScript('globalThis.__name = (wrapped) => wrapped');
  await page.goto(`${origin}/test/`);
  await page.addScriptTag({ type: 'module', content: code });
  await page.waitForFunction(() => globalThis.prepareInterleavings);
  const run = await page.evaluateHandle((options) => globalThis.prepareInterleavings(options), options);
  return {
    async run(seed) {
      const result = await run.evaluate((run, seed) => run(seed), seed);
      const { calls } = signalling.readCounts();
      return calls === 0
        ? result
        : { ...result, problems: [...result.problems, `the server still has ${calls} calls`] };
    },
    close: () => page.context().close(),
  };
}
