import { expect, test } from 'vitest';
import { createRanking } from './rankResources.ts';

const createNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `fabrikam-${index}.communication.azure.com`);
const people = Array.from({ length: 4_000 }, (_, index) => ({
  tid: '11111111-2222-4333-8444-555555555555',
  oid: `44444444-2222-4333-8444-${String(index).padStart(12, '0')}`,
}));
/** @returns for each person, the names of the resources, the first choice first */
function rankFor(names: readonly string[]): string[][] {
  const rank = createRanking(names);
  return people.map((person) => rank(person).map((index) => names[index] ?? ''));
}
/** Expects as many of the choices for each name. By chance a count deviates by its square root. */
function expectEqualShares(choices: readonly (string | undefined)[], names: readonly string[]): void {
  const share = choices.length / names.length;
  for (const name of names) {
    const count = choices.filter((choice) => choice === name).length;
    expect(Math.abs(count - share)).toBeLessThanOrEqual(4 * Math.sqrt(share));
  }
}

test.each([1, 2, 3, 10, 20])('createRanking gives each of %i resources the same share of people', (count) => {
  const names = createNames(count);
  const choices = rankFor(names).map(([first]) => first);
  expectEqualShares(choices, names);
});

test('createRanking moves only the share of a new resource, and moves everybody in that share to it', () => {
  const names = createNames(9);
  const added = 'contoso.communication.azure.com';
  const before = rankFor(names).map(([first]) => first);
  // The order of the names must not matter.
  const after = rankFor([added, ...names.toReversed()]).map(([first]) => first);
  expect(after.every((choice, index) => choice === before[index] || choice === added)).toBe(true);
  expectEqualShares(after, [added, ...names]);
});

test('createRanking spreads the people of one resource evenly over the others, which are their second choice', () => {
  const [first, ...others] = createNames(6);
  const ownPeople = rankFor([first ?? '', ...others]).filter((ranking) => ranking[0] === first);
  const secondChoices = ownPeople.map(([, second]) => second);
  expectEqualShares(secondChoices, others);
});

test('createRanking ranks every resource once, the same for every replica, and otherwise for another tenant', () => {
  const names = createNames(20);
  const [ranking] = rankFor(names);
  expect(ranking?.toSorted()).toEqual(names.toSorted());
  expect(rankFor(names)[0]).toEqual(ranking);
  const [own, other] = ['a', 'b'].map((tid) => createRanking(names)({ tid, oid: 'person' }).join());
  expect(own).not.toBe(other);
});
