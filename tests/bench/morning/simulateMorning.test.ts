import { expect, test } from 'vitest';
import { createRandom } from '../../support/random.ts';
import { workingMorning } from './capacity.ts';
import { simulateMorning, type SimulationOptions } from './simulateMorning.ts';

/** Simulates a small morning. @param changes what differs from a morning of 2,000 people with two good resources */
function simulate(changes: Partial<SimulationOptions> = {}, people = 2_000) {
  const generator = createRandom(1);
  return simulateMorning(
    { morning: { ...workingMorning, people }, resourceCount: 2, replicaCount: 4, faults: [], ...changes },
    () => generator.below(2 ** 32) / 2 ** 32,
  );
}
const longest = (waits: Float64Array): number => waits.at(-1) ?? Number.NaN;

test('in a quiet morning each person has a token after one exchange, and the first people renew theirs', async () => {
  const { lost, waits, busyPeople, renewals, resources } = await simulate();
  expect([lost, busyPeople, waits.length]).toEqual([0, 0, 2_000]);
  expect(longest(waits)).toBeLessThan(150);
  // A million people renew 1,000,000 / 36 tokens within the hour, so 2,000 people renew about 56.
  expect(Math.abs(renewals - 56)).toBeLessThan(25);
  expect(resources.reduce((sum, { issued }) => sum + issued, 0)).toBe(2_000 + renewals);
});

test('nobody is lost when one of two resources hangs, and the longest wait is the time limit and one exchange', async () => {
  const { lost, waits, log } = await simulate({
    faults: [
      { fromSeconds: 600, behaviour: 'hangs' },
      { fromSeconds: 1_200, behaviour: 'works' },
    ],
  });
  expect(lost).toBe(0);
  expect(longest(waits)).toBeGreaterThan(4_000);
  expect(longest(waits)).toBeLessThan(4_150);
  expect(log.map(({ event }) => event)).toContain('resource_back');
});

test('people are lost if the only resource fails for the rest of the hour', async () => {
  const { lost, presses } = await simulate(
    { resourceCount: 1, faults: [{ fromSeconds: 1_800, behaviour: 'fails' }] },
    40,
  );
  expect(lost).toBeGreaterThan(10);
  expect(presses).toBeGreaterThan(lost);
});

test('people wait if there are too few resources, and the service never lets ACS refuse', async () => {
  // 17 people in a second are more than the 14.2 of one resource.
  const morning = { ...workingMorning, people: 2_040, signInSeconds: 120 };
  const { lost, waits, busyPeople, resources } = await simulate({ morning, resourceCount: 1 });
  expect(busyPeople).toBeGreaterThan(300);
  expect(longest(waits)).toBeGreaterThan(5_000);
  expect(resources[0]?.throttled).toBe(0);
  expect(lost).toBe(0);
});
