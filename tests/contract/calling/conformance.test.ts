import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  implementingFiles,
  implementedSdkTypes,
  listMemberNames,
} from '../../../src/emulator/testing/surface.ts';
import { objectIds, startHarness, type Harness } from '../../support/calling/harness.ts';
import { scenarios } from './scenarios/list.ts';
import { unusedMembers } from './scenarios/unusedMembers.ts';
import { createScenarioRunner, type ScenarioRunner } from './scenarios/scenarioRunner.ts';

// Real browsers are slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

/**
 * Runs the conformance scenarios on the drop-in SDK, the emulator's replacement for `@azure/communication-calling`.
 * The variable `ROUNDS=20` runs all scenarios twenty times, as `npm run test:long -- conformance` does. `npm run azure:hour` runs
 * the same scenarios with Microsoft's SDK on Azure.
 */
const rounds = Array.from({ length: Number(process.env['ROUNDS'] ?? 1) }, (_, index) => index + 1);
const usedMembers = new Set<string>();
let scenarioRunCount = 0;
let harness: Harness;
let runner: ScenarioRunner;
beforeAll(async () => {
  harness = await startHarness({ ringTimeoutMs: 1_500 });
  const { alice = '', bob = '', carol = '' } = objectIds;
  const ids = { alice, bob, carol };
  runner = createScenarioRunner({
    browser: harness.browser,
    origin: harness.origin,
    sdkModule: '/calling.js',
    provides: ['thread', 'meeting', 'roles', 'bots', 'timing'],
    objectIds: ids,
    // The harness accepts an object id as a token.
    fetchToken: async (person) => ids[person],
    threadId: '19:conformance@thread.v2',
    meetingLink: `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent('19:meeting_Conformance@thread.v2')}/0`,
    timeoutMs: 10_000,
    sdkTypeNames: implementedSdkTypes,
    onMemberUsed: (member) => usedMembers.add(member),
  });
}, 60_000);
afterAll(async () => {
  await runner.close();
  await harness.close();
});

describe.each(rounds)('round %i', () => {
  for (const scenario of scenarios) {
    test(scenario.title, async () => {
      scenarioRunCount += 1;
      expect(runner.findMissingNeeds(scenario)).toEqual([]);
      const { result, leftOpen } = await runner.run(scenario);
      expect(result).toEqual(scenario.expected);
      for (const counts of Object.values(leftOpen)) {
        expect(counts).toEqual({ peers: 0, tracks: 0, calls: 0, rings: 0 });
      }
    });
  }
});

test('scenarios together use every property and method of the SDK for Teams users, except those that are listed with a reason', ({
  skip,
}) => {
  skip(scenarioRunCount < scenarios.length, 'Only some scenarios were run.');
  const members = Object.keys(implementingFiles).flatMap((name) =>
    listMemberNames(name).map((member) => `${name}.${member}`),
  );
  const unused = members.filter((member) => !usedMembers.has(member));
  process.stdout.write(
    [
      `${members.length - unused.length} of ${members.length} members of the SDK for Teams users were used; not used:`,
      ...Object.entries(unusedMembers).map(([member, reason]) => `  ${member}: ${reason}`),
      '',
    ].join('\n'),
  );
  expect(unused.toSorted()).toEqual(Object.keys(unusedMembers).toSorted());
});
