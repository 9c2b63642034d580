import { expect, test } from 'vitest';
import { createRanking } from './rankResources.ts';

const createNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `fabrikam-${index}.communication.azure.com`);
const createPerson = (index: number) => ({
  tid: '11111111-2222-4333-8444-555555555555',
  oid: `44444444-2222-4333-8444-${String(index).padStart(12, '0')}`,
});
const personCount = 40_000;
const people = Array.from({ length: personCount }, (_, index) => createPerson(index));
/** @returns for each person, the name of the first choice */
function findFirstChoices(names: readonly string[]): (string | undefined)[] {
  const rankFor = createRanking(names);
  return people.map((person) => names[rankFor(person)[0] ?? -1]);
}
const countBy = (choices: readonly (string | undefined)[], name: string): number =>
  choices.filter((choice) => choice === name).length;

test.each(Array.from({ length: 20 }, (_, index) => index + 1))(
  'createRanking gives each of %i resources the same share of all people',
  (count) => {
    const names = createNames(count);
    const choices = findFirstChoices(names);
    const share = personCount / count;
    // By chance the count of a share deviates by its square root. Four times that is 9 % with 20 resources of 2,000.
    for (const name of names)
      expect(Math.abs(countBy(choices, name) - share)).toBeLessThanOrEqual(4 * Math.sqrt(share));
  },
);

test('createRanking moves only the share of a new resource, and moves everybody in that share to it', () => {
  const names = createNames(9);
  const added = 'contoso.communication.azure.com';
  const before = findFirstChoices(names);
  // The order of the names must not matter.
  const after = findFirstChoices([added, ...names.toReversed()]);
  const moved = people.filter((_person, index) => before[index] !== after[index]);
  expect(after.every((choice, index) => choice === before[index] || choice === added)).toBe(true);
  expect(Math.abs(moved.length / (personCount / 10) - 1)).toBeLessThan(0.05);
});

test('createRanking spreads the people of one resource evenly over the others, which are their second choice', () => {
  const names = createNames(6);
  const rankFor = createRanking(names);
  const secondChoices = people.flatMap((person) => {
    const [first, second] = rankFor(person);
    return first === 2 && second !== undefined ? [second] : [];
  });
  const share = secondChoices.length / 5;
  for (const index of [0, 1, 3, 4, 5]) {
    const count = secondChoices.filter((choice) => choice === index).length;
    expect(Math.abs(count / share - 1)).toBeLessThan(0.1);
  }
});

test('createRanking ranks every resource once, and the same for every replica', () => {
  const names = createNames(20);
  const ranking = createRanking(names)(createPerson(1));
  expect(ranking.toSorted((a, b) => a - b)).toEqual(names.map((_name, index) => index));
  expect(createRanking(names)(createPerson(1))).toEqual(ranking);
});

test('createRanking ranks differently for the same object id in another tenant', () => {
  const rankFor = createRanking(createNames(20));
  const rankings = ['tenant-a', 'tenant-b'].map((tid) => rankFor({ tid, oid: 'person' }).join());
  expect(rankings[0]).not.toBe(rankings[1]);
});
