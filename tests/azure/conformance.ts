import { deepStrictEqual } from 'node:assert/strict';
import { resolve } from 'node:path';
import { browserModule } from '../../src/emulator/sdk-module/bundleModule.ts';
import { openBrowser, stageModule } from '../contract/calling/made.ts';
import type { Need, Scenario } from '../contract/calling/scenarios/scenario.ts';
import type { Person } from '../contract/calling/stage/stage.ts';
import { emptyPage, openTheatre } from '../contract/calling/theatre.ts';
import { bundleForPage } from '../support/bundle.ts';
import { servePages } from '../support/pageServer.ts';
import type { Live } from './environment.ts';
import type { Report } from './report.ts';

/** How a need of a scenario is met, or why never. */
const means: Record<Need, string> = {
  thread: 'a chat of the three, in TEST_THREAD_ID',
  meeting: 'a meeting that alice and bob may enter, in TEST_MEETING_LINK',
  roles: 'meetings by number that only the emulator has',
  bots: 'people and numbers that only the emulator has',
  timing: 'waiting times that only the emulator can shorten',
};

/** Over the internet things take longer; in the stand-in nothing does. */
const patience = { azure: 60_000, standIn: 10_000 };

/** Plays the scenarios in a real browser, on Microsoft's SDK unless the environment names another. */
export async function playScenarios(
  scenarios: readonly Scenario[],
  live: Live,
  tokens: Readonly<Record<Person, string>>,
  report: Report,
): Promise<void> {
  if (scenarios.length === 0) return;
  const { artifacts, threadId, meetingLink, callingModule, callingCommon } = live;
  const [stage, calling, common, browser] = await Promise.all([
    stageModule(),
    callingModule ? '' : bundleForPage(resolve(import.meta.dirname, 'sdk.ts')),
    callingCommon ? '' : browserModule('common.js'),
    openBrowser(),
  ]);
  const pages = { '/stage/': emptyPage, '/stage.js': stage, '/calling.js': calling, '/common.js': common };
  const served = await servePages(pages);
  const theatre = openTheatre({
    browser,
    origin: served.origin,
    module: callingModule ?? '/calling.js',
    common: callingCommon ?? '/common.js',
    token: async (person) => tokens[person],
    ids: { alice: artifacts.alice.oid, bob: artifacts.bob.oid, carol: artifacts.carol.oid },
    has: [...(threadId ? ['thread' as const] : []), ...(meetingLink ? ['meeting' as const] : [])],
    threadId,
    meetingLink,
    patience: callingModule ? patience.standIn : patience.azure,
    count: null,
  });
  for (const scenario of scenarios) {
    const missing = theatre.missing(scenario);
    if (missing.length > 0) {
      report.notRun(scenario.title, `it needs ${missing.map((need) => means[need]).join(', and ')}`);
      continue;
    }
    await report.check(scenario.title, async () => {
      const { seen, left } = await theatre.perform(scenario);
      deepStrictEqual(seen, scenario.seen);
      for (const [who, { calls }] of Object.entries(left)) deepStrictEqual([who, calls], [who, 0]);
    });
  }
  await theatre.close();
  await browser.close();
  await served.close();
}
