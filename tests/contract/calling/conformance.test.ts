import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { absent, emulated, kinds, membersOf } from '../../../src/emulator/testing/surface.ts';
import { objectIds, startHarness, type Harness } from '../../support/calling/harness.ts';
import { scenarios } from './scenarios/list.ts';
import { untouched } from './scenarios/untouched.ts';
import { createScenarioRunner, type ScenarioRunner } from './scenarios/scenarioRunner.ts';

// Real browsers are slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

/**
 * The scenarios on the drop-in. `npm run test:conformance` runs nothing else, `ROUNDS=20` runs them that often in a row.
 * `npm run test:azure` runs the same scenarios on Azure.
 */
const rounds = Array.from({ length: Number(process.env['ROUNDS'] ?? 1) }, (_, index) => index + 1);
const usedMembers = new Set<string>();
let scenariosRun = 0;
let harness: Harness;
let runner: ScenarioRunner;
beforeAll(async () => {
  harness = await startHarness({ ringMs: 1_500 });
  const { alice = '', bob = '', carol = '' } = objectIds;
  const ids = { alice, bob, carol };
  runner = createScenarioRunner({
    browser: harness.browser,
    origin: harness.origin,
    sdkModule: '/calling.js',
    provides: ['thread', 'meeting', 'roles', 'bots', 'timing'],
    objectIds: ids,
    // The harness takes an object id for a token.
    token: async (person) => ids[person],
    threadId: '19:conformance@thread.v2',
    meetingLink: `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent('19:meeting_Conformance@thread.v2')}/0`,
    timeoutMs: 10_000,
    memberKinds: kinds,
    memberUsed: (member) => usedMembers.add(member),
  });
}, 60_000);
afterAll(async () => {
  await runner.close();
  await harness.close();
});

describe.each(rounds)('round %i', () => {
  for (const scenario of scenarios) {
    test(scenario.title, async () => {
      scenariosRun += 1;
      expect(runner.missing(scenario)).toEqual([]);
      const { observed, left } = await runner.run(scenario);
      expect(observed).toEqual(scenario.expected);
      for (const counts of Object.values(left)) {
        expect(counts).toEqual({ peers: 0, tracks: 0, calls: 0, rings: 0 });
      }
    });
  }
});

test('a scenario uses every member of the SDK for Teams users, except those with a reason not to', ({
  skip,
}) => {
  skip(scenariosRun < scenarios.length, 'only some scenarios were run');
  const members = Object.keys(emulated).flatMap((name) =>
    membersOf(name).map((member) => `${name}.${member}`),
  );
  const missing = members.filter((member) => !usedMembers.has(member));
  process.stdout.write(
    [
      `${members.length - missing.length} of ${members.length} members of the SDK for Teams users were touched; not touched:`,
      ...Object.entries({ ...absent, ...untouched }).map(([member, why]) => `  ${member}: ${why}`),
      '',
    ].join('\n'),
  );
  expect(missing.toSorted()).toEqual(Object.keys({ ...absent, ...untouched }).toSorted());
});
