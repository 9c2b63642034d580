import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findPerson } from '../../../src/emulator/core/seed.ts';
import { absent, emulated, kinds, membersOf } from '../../../src/emulator/testing/surface.ts';
import { startHarness, type Harness } from './harness.ts';
import { scenarios } from './scenarios/list.ts';
import { untouched } from './scenarios/untouched.ts';
import { openTheatre, type Theatre } from './theatre.ts';

// Real browsers on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

/**
 * The scenarios on the drop-in. `npm run test:conformance` plays them alone, `ROUNDS=20` so often in a row.
 * `npm run test:azure` plays the same ones on Azure.
 */
const rounds = Array.from({ length: Number(process.env['ROUNDS'] ?? 1) }, (_, index) => index + 1);
const touched = new Set<string>();
let played = 0;
let harness: Harness;
let theatre: Theatre;
beforeAll(async () => {
  harness = await startHarness({ ring: 1_500 });
  const oid = (name: string) => findPerson(`${name}@fabrikam.example`)?.oid ?? '';
  theatre = openTheatre({
    browser: harness.browser,
    origin: harness.origin,
    module: '/calling.js',
    has: ['thread', 'meeting', 'roles', 'bots', 'timing'],
    ids: { alice: oid('alice'), bob: oid('bob'), carol: oid('carol') },
    // The harness takes an object id for a token.
    token: async (person) => oid(person),
    threadId: '19:conformance@thread.v2',
    meetingLink: `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent('19:meeting_Conformance@thread.v2')}/0`,
    patience: 10_000,
    count: kinds,
    touched: (member) => touched.add(member),
  });
}, 60_000);
afterAll(async () => {
  await theatre.close();
  await harness.close();
});

describe.each(rounds)('round %i', () => {
  for (const scenario of scenarios) {
    test(scenario.title, async () => {
      played += 1;
      expect(theatre.missing(scenario)).toEqual([]);
      const { seen, left } = await theatre.perform(scenario);
      expect(seen).toEqual(scenario.seen);
      for (const counts of Object.values(left)) {
        expect(counts).toEqual({ peers: 0, tracks: 0, calls: 0, rings: 0 });
      }
    });
  }
});

test('every member of the SDK for Teams users is touched by a scenario, or is not for a reason', ({
  skip,
}) => {
  skip(played < scenarios.length, 'only some scenarios were played');
  const members = Object.keys(emulated).flatMap((name) =>
    membersOf(name).map((member) => `${name}.${member}`),
  );
  const missing = members.filter((member) => !touched.has(member));
  process.stdout.write(
    [
      `${members.length - missing.length} of ${members.length} members of the SDK for Teams users were touched; not touched:`,
      ...Object.entries({ ...absent, ...untouched }).map(([member, why]) => `  ${member}: ${why}`),
      '',
    ].join('\n'),
  );
  expect(missing.toSorted()).toEqual(Object.keys({ ...absent, ...untouched }).toSorted());
});
