import { expect, it } from 'vitest';
import { maxEntries } from '../history/history.ts';
import { mergeEntries, type Entries, type Entry } from './mergeEntries.ts';

const merge = (...all: readonly Entries[]): Entries =>
  all.reduce((own, other) => mergeEntries(own, other).entries);
const createEntries = (count: number, create: (index: number) => readonly [string, Entry]): Entries =>
  new Map(Array.from({ length: count }, (_, index) => create(index)));

it('keeps the latest write of each field, in whatever order three computers meet', () => {
  const person = (name: string, group: string, fieldTimes: Record<string, number>): Entries =>
    new Map([['favourite:a', { value: { name, group, position: 0 }, at: 1, fieldTimes }]]);
  const [first, second, third] = [
    person('Latest', 'old', { name: 5 }),
    person('old', 'latest', { group: 4 }),
    person('earlier', 'earlier', { name: 3, group: 2 }),
  ];
  for (const order of [
    [first, second, third],
    [third, second, first],
    [second, third, first],
  ])
    expect(merge(...order).get('favourite:a')?.value).toEqual({
      name: 'Latest',
      group: 'latest',
      position: 0,
    });
});

it.each<[string, number, (index: number) => readonly [string, Entry]]>([
  ['calls', maxEntries, (at) => [`call:${at}`, { value: { at }, at: 0 }]],
  ['removals', 20_000, (at) => [`call:${at}`, { value: null, at }]],
])('drops the oldest %s when there are more than %i', (_title, maxCount, create) => {
  const merged = merge(createEntries(maxCount + 2, create), new Map());
  expect([...merged.keys()]).toEqual([...createEntries(maxCount + 2, create).keys()].slice(2));
});
