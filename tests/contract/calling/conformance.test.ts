import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { objectIds } from '../../support/calling/harness.ts';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';
import { scenarios } from './scenarios/list.ts';
import { createScenarioRunner, type ScenarioRunner } from './scenarios/scenarioRunner.ts';

/**
 * Runs the conformance scenarios on the drop-in SDK, the emulator's replacement for `@azure/communication-calling`.
 * The variable `ROUNDS=20` runs all scenarios twenty times, as `npm run test:long -- conformance` does. `npm run azure:hour` runs
 * the same scenarios with Microsoft's SDK on Azure.
 */
const rounds = Array.from({ length: Number(process.env['ROUNDS'] ?? 1) }, (_, index) => index + 1);
const { getHarness } = setUpHarness();
let runner: ScenarioRunner;
beforeAll(() => {
  const harness = getHarness();
  const { alice = '', bob = '', carol = '' } = objectIds;
  runner = createScenarioRunner({
    browser: harness.browser,
    origin: harness.origin,
    sdkModule: '/calling.js',
    objectIds: { alice, bob, carol },
    // The harness accepts an object id as a token.
    fetchToken: async (person) => objectIds[person] ?? '',
    threadId: '19:conformance@thread.v2',
    meetingLink: 'https://teams.microsoft.com/l/meetup-join/19%3Ameeting_Conformance%40thread.v2/0',
    timeoutMs: 10_000,
    isDropIn: true,
  });
});
afterAll(() => runner.close());

describe.each(rounds)('round %i', () => {
  test.each(scenarios.map((scenario) => [scenario.title, scenario] as const))('%s', async (_, scenario) => {
    expect(await runner.run(scenario)).toEqual(scenario.expected);
  });
});
