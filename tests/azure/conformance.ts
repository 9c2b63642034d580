import { deepStrictEqual } from 'node:assert/strict';
import { resolve } from 'node:path';
import { loadBrowserModule } from '../../src/emulator/sdk-module/bundleModule.ts';
import type { Need, Scenario } from '../contract/calling/scenarios/scenario.ts';
import { createScenarioRunner } from '../contract/calling/scenarios/scenarioRunner.ts';
import { bundleForPage } from '../support/bundle.ts';
import { openBrowser, readTestPageModule } from '../support/calling/builtModules.ts';
import type { Person } from '../support/calling/page/sdk.ts';
import { testPageHtml } from '../support/calling/testPage.ts';
import { servePages } from '../support/pageServer.ts';
import type { LiveSettings } from './environment.ts';
import type { Report } from './report.ts';

/** Maps each need of a scenario to a text that says what the live check would need to run the scenario. */
const requirements: Record<Need, string> = {
  thread: 'a chat of the three, in TEST_THREAD_ID',
  meeting: 'a meeting that alice and bob may enter, in TEST_MEETING_LINK',
  roles: 'meetings by number that only the emulator has',
  bots: 'bots and phone numbers that only the emulator has',
  timing: 'waiting times that only the emulator can shorten',
};

/** Milliseconds that a scenario waits for an event. Azure needs more, because the emulator runs on this machine. */
const timeoutMs = { azure: 60_000, standIn: 10_000 };

/**
 * Runs the calling scenarios in a real browser, with Microsoft's Calling SDK unless the environment names another one.
 * @param live the settings of the live check
 * @param tokens an ACS token for each person
 */
export async function runScenarios(
  scenarios: readonly Scenario[],
  live: LiveSettings,
  tokens: Readonly<Record<Person, string>>,
  report: Report,
): Promise<void> {
  if (scenarios.length === 0) return;
  const { teamsTokens, threadId, meetingLink, callingModule, callingCommon } = live;
  const [testPage, calling, common, browser] = await Promise.all([
    readTestPageModule(),
    callingModule ? '' : bundleForPage(resolve(import.meta.dirname, 'sdk.ts')),
    callingCommon ? '' : loadBrowserModule('common.js'),
    openBrowser(),
  ]);
  const pageServer = await servePages({
    '/test/': testPageHtml,
    '/testPage.js': testPage,
    '/calling.js': calling,
    '/common.js': common,
  });
  const runner = createScenarioRunner({
    browser,
    origin: pageServer.origin,
    sdkModule: callingModule ?? '/calling.js',
    commonModule: callingCommon ?? '/common.js',
    fetchToken: async (person) => tokens[person],
    objectIds: { alice: teamsTokens.alice.oid, bob: teamsTokens.bob.oid, carol: teamsTokens.carol.oid },
    provides: [...(threadId ? ['thread' as const] : []), ...(meetingLink ? ['meeting' as const] : [])],
    threadId,
    meetingLink,
    timeoutMs: callingModule ? timeoutMs.standIn : timeoutMs.azure,
    sdkTypeNames: null,
  });
  for (const scenario of scenarios) {
    const missingNeeds = runner.findMissingNeeds(scenario);
    if (missingNeeds.length > 0) {
      report.reportNotRun(
        scenario.title,
        `it needs ${missingNeeds.map((need) => requirements[need]).join(', and ')}`,
      );
      continue;
    }
    await report.runCheck(scenario.title, async () => {
      const { result, leftOpen } = await runner.run(scenario);
      deepStrictEqual(result, scenario.expected);
      // No person may still be in a call. The name is part of both values so that the error message contains it.
      for (const [person, { calls }] of Object.entries(leftOpen))
        deepStrictEqual([person, calls], [person, 0]);
    });
  }
  await runner.close();
  await browser.close();
  await pageServer.close();
}
