import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { objectIds, startHarness, type Harness } from '../../support/calling/harness.ts';
import { scenarios } from './scenarios/list.ts';
import { createScenarioRunner, type ScenarioRunner } from './scenarios/scenarioRunner.ts';

// Real browsers are slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

/**
 * Runs the conformance scenarios on the drop-in SDK, the emulator's replacement for `@azure/communication-calling`.
 * The variable `ROUNDS=20` runs all scenarios twenty times, as `npm run test:long -- conformance` does. `npm run azure:hour` runs
 * the same scenarios with Microsoft's SDK on Azure.
 */
const rounds = Array.from({ length: Number(process.env['ROUNDS'] ?? 1) }, (_, index) => index + 1);
let harness: Harness;
let runner: ScenarioRunner;
beforeAll(async () => {
  harness = await startHarness();
  const { alice = '', bob = '', carol = '' } = objectIds;
  const ids = { alice, bob, carol };
  runner = createScenarioRunner({
    browser: harness.browser,
    origin: harness.origin,
    sdkModule: '/calling.js',
    provides: ['thread', 'meeting'],
    objectIds: ids,
    // The harness accepts an object id as a token.
    fetchToken: async (person) => ids[person],
    threadId: '19:conformance@thread.v2',
    meetingLink: `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent('19:meeting_Conformance@thread.v2')}/0`,
    timeoutMs: 10_000,
    isDropIn: true,
  });
}, 60_000);
afterAll(async () => {
  await runner.close();
  await harness.close();
});

describe.each(rounds)('round %i', () => {
  test.each(scenarios.map((scenario) => [scenario.title, scenario] as const))('%s', async (_, scenario) => {
    expect(runner.findMissingNeeds(scenario)).toEqual([]);
    const { result, leftOpen } = await runner.run(scenario);
    expect(result).toEqual(scenario.expected);
    for (const counts of Object.values(leftOpen)) {
      expect(counts).toEqual({ peers: 0, tracks: 0, calls: 0, rings: 0 });
    }
  });
});
