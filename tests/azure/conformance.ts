import { deepStrictEqual } from 'node:assert/strict';
import { resolve } from 'node:path';
import { browserModule } from '../../src/emulator/sdk-module/bundleModule.ts';
import type { Need, Scenario } from '../contract/calling/scenarios/scenario.ts';
import { createScenarioRunner } from '../contract/calling/scenarios/scenarioRunner.ts';
import { bundleForPage } from '../support/bundle.ts';
import { openBrowser, readTestPageModule } from '../support/calling/builtModules.ts';
import type { Person } from '../support/calling/page/sdk.ts';
import { testPageHtml } from '../support/calling/testPage.ts';
import { servePages } from '../support/pageServer.ts';
import type { Live } from './environment.ts';
import type { Report } from './report.ts';

/** What a scenario with this need requires. */
const requirements: Record<Need, string> = {
  thread: 'a chat of the three, in TEST_THREAD_ID',
  meeting: 'a meeting that alice and bob may enter, in TEST_MEETING_LINK',
  roles: 'meetings by number that only the emulator has',
  bots: 'bots and phone numbers that only the emulator has',
  timing: 'waiting times that only the emulator can shorten',
};

/** Azure is reached over the internet, the emulator runs on this machine. */
const timeoutMs = { azure: 60_000, standIn: 10_000 };

/** Runs the scenarios in a real browser, with Microsoft's SDK unless the environment names another one. */
export async function runScenarios(
  scenarios: readonly Scenario[],
  live: Live,
  tokens: Readonly<Record<Person, string>>,
  report: Report,
): Promise<void> {
  if (scenarios.length === 0) return;
  const { teamsTokens, threadId, meetingLink, callingModule, callingCommon } = live;
  const [testPage, calling, common, browser] = await Promise.all([
    readTestPageModule(),
    callingModule ? '' : bundleForPage(resolve(import.meta.dirname, 'sdk.ts')),
    callingCommon ? '' : browserModule('common.js'),
    openBrowser(),
  ]);
  const served = await servePages({
    '/test/': testPageHtml,
    '/testPage.js': testPage,
    '/calling.js': calling,
    '/common.js': common,
  });
  const runner = createScenarioRunner({
    browser,
    origin: served.origin,
    sdkModule: callingModule ?? '/calling.js',
    commonModule: callingCommon ?? '/common.js',
    fetchToken: async (person) => tokens[person],
    objectIds: { alice: teamsTokens.alice.oid, bob: teamsTokens.bob.oid, carol: teamsTokens.carol.oid },
    provides: [...(threadId ? ['thread' as const] : []), ...(meetingLink ? ['meeting' as const] : [])],
    threadId,
    meetingLink,
    timeoutMs: callingModule ? timeoutMs.standIn : timeoutMs.azure,
    memberKinds: null,
  });
  for (const scenario of scenarios) {
    const missing = runner.findMissingNeeds(scenario);
    if (missing.length > 0) {
      report.notRun(scenario.title, `it needs ${missing.map((need) => requirements[need]).join(', and ')}`);
      continue;
    }
    await report.check(scenario.title, async () => {
      const { result, leftOpen } = await runner.run(scenario);
      deepStrictEqual(result, scenario.expected);
      for (const [who, { calls }] of Object.entries(leftOpen)) deepStrictEqual([who, calls], [who, 0]);
    });
  }
  await runner.close();
  await browser.close();
  await served.close();
}
