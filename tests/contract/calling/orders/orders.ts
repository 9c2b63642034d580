import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { people } from '../../../../src/emulator/core/seed.ts';
import { bundleForPage } from '../../../support/bundle.ts';
import type { Harness } from '../harness.ts';
import type { Party } from './players.ts';
import type { Outcome } from './play.ts';

const party: Party = {
  windows: ['alice', 'bob', 'bob', 'carol'],
  ids: Object.fromEntries(people.map(({ upn, oid }) => [upn.split('@')[0] ?? '', oid])),
  meetingLinks: ['OpenHouse', 'WithLobby'].map(
    (name) =>
      `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(`19:meeting_${name}@thread.v2`)}/0`,
  ),
};

/** Opens a page with a party in it. @returns what plays one order there, and says what was wrong with it. */
export async function openParty(harness: Harness): Promise<{
  play(seed: number): Promise<Outcome>;
  close(): Promise<void>;
}> {
  const code = await bundleForPage(resolve(import.meta.dirname, 'play.ts'));
  const page: Page = await (await harness.browser.newContext()).newPage();
  await page.goto(`${harness.origin}/stage/`);
  const module = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
  await page.evaluate(
    `import(${JSON.stringify(module)}).then(async ({ party }) => { globalThis.play = await party(${JSON.stringify(party)}); })`,
  );
  return {
    play: (seed) => page.evaluate(`globalThis.play(${seed})`),
    close: () => page.context().close(),
  };
}

/** @returns the server's part of an outcome: calls that nobody is in any more. */
export const withServer = ({ problems, ...rest }: Outcome, { signalling }: Harness): Outcome => {
  const { calls } = signalling.counts();
  return { ...rest, problems: calls === 0 ? problems : [...problems, `the server keeps ${calls} calls`] };
};
