import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestEntry } from '../fixtures/testEntry.ts';
import { maxEntries } from '../history/history.ts';
import type { FavouriteGroup } from '../people/favourites.ts';
import { Settings } from '../settings/settings.ts';
import { changeGroups, readFavouriteRecords } from './favouriteRecords.ts';
import { readListsFile, writeListsFile } from './listsFile.ts';
import { mergeImported } from './mergeImported.ts';
import type { Records } from './records.ts';
import { changeSettings, readSettingRecords } from './settingRecords.ts';

const now = new Date('2026-11-30T09:00:00Z');

const name = fc.string({ maxLength: 20 });
/** Groups as `favourites.ts` stores them: the unnamed group first, and each person in one group. */
const groups: fc.Arbitrary<FavouriteGroup[]> = fc
  .record({
    groupIds: fc.uniqueArray(fc.constantFrom('g1', 'g2', 'g3'), { maxLength: 3 }),
    people: fc.uniqueArray(
      fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), name, group: fc.nat(3) }),
      {
        selector: ({ id }) => id,
      },
    ),
    groupName: name,
    isCollapsed: fc.boolean(),
  })
  .map(({ groupIds, people, groupName, isCollapsed }) =>
    ['', ...groupIds].map((id, index) => ({
      id,
      name: id && `${id}${groupName}`,
      isCollapsed,
      people: people
        .filter(({ group }) => group % (groupIds.length + 1) === index)
        .map((person) => ({ id: person.id, name: person.name })),
    })),
  );

const call = fc
  .record(
    {
      key: fc.constantFrom('1', '2', '3', '4', '5', '6'),
      at: fc.nat(1_000),
      note: fc.string({ minLength: 1, maxLength: 20 }),
      label: fc.constantFrom('Sale', 'Spam'),
      ofNewerBuild: fc.nat(),
    },
    { requiredKeys: ['key', 'at'] },
  )
  .map((fields) => createTestEntry(fields));

const settings = fc
  .record({
    callLabels: fc.constantFrom(null, ['Sale']),
    shortcuts: fc.constantFrom({}, { hold: 'Ctrl+J' }, { mute: null }),
  })
  .map((fields) => Settings.parse(fields));

const records: fc.Arbitrary<Records> = fc
  .tuple(groups, fc.uniqueArray(call, { selector: ({ key }) => key }), settings)
  .map(
    ([groupList, calls, chosenSettings]) =>
      new Map<string, unknown>([
        ...readFavouriteRecords(groupList),
        ...calls.map((entry) => [`call:${entry.key}`, entry] as const),
        ...readSettingRecords(chosenSettings),
      ]),
  );

const sort = (map: Records) => [...map].toSorted(([id], [otherId]) => (id < otherId ? -1 : 1));

describe('the records of favourites', () => {
  it('become the same groups again, in the same order', () => {
    fc.assert(
      fc.property(groups, groups, (before, after) => {
        const removed = [...readFavouriteRecords(before).keys()].map((id) => [id, null] as const);
        const changes = new Map<string, unknown>([...removed, ...readFavouriteRecords(after)]);
        expect(changeGroups(before, new Map())).toEqual(before);
        expect(changeGroups(before, changes).slice(1)).toEqual(after.slice(1));
        expect(changeGroups(before, changes)[0]?.people).toEqual(after[0]?.people);
      }),
    );
  });

  it('move the people of a removed group, and what is unreadable in it, to the unnamed group', () => {
    const before = [
      { id: '', name: '', isCollapsed: true, people: [] },
      {
        id: 'g1',
        name: 'Sales',
        isCollapsed: false,
        people: [{ id: 'a', name: 'Ann' }],
        unreadable: ['new'],
      },
    ];
    expect(changeGroups(before, new Map([['group:g1', null]]))).toEqual([
      { id: '', name: '', isCollapsed: true, people: [{ id: 'a', name: 'Ann' }], unreadable: ['new'] },
    ]);
  });
});

it('the records of settings leave out those of the computer, and keep a setting of a newer build', () => {
  const stored = { ...Settings.parse({ keepsLists: true, microphone: 'm', callLabels: ['Sale'] }), newer: 1 };
  const found = readSettingRecords(stored);
  expect([...found]).toEqual([['setting:callLabels', ['Sale']]]);
  const changes = new Map<string, unknown>([
    ['setting:callLabels', null],
    ['setting:ringVolume', 'loud'],
    ['setting:keepsLists', false],
  ]);
  expect(changeSettings(stored, changes)).toEqual({ ...stored, callLabels: null });
});

describe('a file with lists', () => {
  it('has all records, also fields of a newer build', () => {
    fc.assert(
      fc.property(records, (written) => {
        expect(readListsFile(writeListsFile(written, now))).toEqual(written);
      }),
    );
  });

  const write = (recordsOfFile: object, head: object = {}) =>
    JSON.stringify({ format: 'switchboard-lists', version: 1, records: recordsOfFile, ...head });
  const entry = createTestEntry({ key: 'one' });
  const deepText = write({ 'call:one': { ...entry, deep: 'DEEP' } }).replace(
    '"DEEP"',
    '['.repeat(100_000) + ']'.repeat(100_000),
  );
  it.each([
    ['an empty file', '', 'unreadable'],
    ['half a file', write({ 'call:one': entry }).slice(0, -9), 'unreadable'],
    ['another JSON file', '{"entries":[]}', 'unreadable'],
    ['no object', 'null', 'unreadable'],
    ['a file of a newer build', write({}, { version: 2 }), 'newer'],
    ['a call under another key', write({ 'call:two': entry }), 'unreadable'],
    ['a call without a time', write({ 'call:one': { ...entry, at: 'now' } }), 'unreadable'],
    ['a note that is too long', write({ 'call:one': { ...entry, note: 'x'.repeat(2_001) } }), 'unreadable'],
    ['a favourite without a name', write({ 'favourite:a': { group: '', position: 0 } }), 'unreadable'],
    ['a list in place of records', write([]), 'unreadable'],
    ['a value of 100,000 levels', deepText, 'unreadable'],
  ])('is refused as a whole: %s', (_title, text, fault) => {
    expect(readListsFile(text)).toBe(fault);
  });

  it('may have records of a newer build and names of JavaScript, which are left out', () => {
    const text = write({ 'voicemail:1': {}, 'constructor:1': {}, 'call:one': entry }).replace(
      '"voicemail:1"',
      '"__proto__":{"at":1},"voicemail:1"',
    );
    expect(readListsFile(text)).toEqual(new Map([['call:one', entry]]));
  });
});

describe('an import', () => {
  const apply = (here: Records, file: Records): Records =>
    new Map([...here, ...mergeImported(here, file).changes]);

  it('loses nothing that is here, adds everything else, and changes nothing the second time', () => {
    fc.assert(
      fc.property(records, records, (here, file) => {
        const after = apply(here, file);
        for (const [id, value] of here) {
          if (typeof value === 'object' && value !== null) expect(after.get(id)).toMatchObject(value);
          else expect(after.get(id)).toEqual(value);
        }
        for (const [id, value] of file) {
          if (id.startsWith('call:'))
            expect(Object.keys(after.get(id) as object)).toEqual(
              expect.arrayContaining(Object.keys(value as object)),
            );
          if (id.startsWith('favourite:')) expect(after.has(id)).toBe(true);
        }
        expect(mergeImported(after, file).changes).toEqual(new Map());
        expect(sort(apply(new Map(), here)).map(([id]) => id)).toEqual(sort(here).map(([id]) => id));
      }),
    );
  });

  it('puts people into the group here that has the same name, behind those who are there', () => {
    const createGroups = (groupId: string, ...people: string[]) => [
      { id: '', name: '', isCollapsed: false, people: [] },
      { id: groupId, name: 'Sales', isCollapsed: false, people: people.map((id) => ({ id, name: id })) },
    ];
    const here = createGroups('g1', 'x', 'y');
    const { changes } = mergeImported(
      readFavouriteRecords(here),
      readFavouriteRecords(createGroups('g9', 'a', 'x', 'b')),
    );
    expect(changeGroups(here, changes)).toEqual(createGroups('g1', 'x', 'y', 'a', 'b'));
  });

  it('adds the newest calls of the file while there is room, and removes none', () => {
    const createCalls = (from: number, count: number): Records =>
      new Map(
        Array.from({ length: count }, (_, index) => {
          const key = String(from + index);
          return [`call:${key}`, createTestEntry({ key, at: from + index })];
        }),
      );
    const { changes, counts, skippedCount } = mergeImported(
      createCalls(0, maxEntries - 2),
      createCalls(50_000, 5),
    );
    expect([...changes.keys()]).toEqual(['call:50004', 'call:50003']);
    expect({ call: counts.call, skippedCount }).toEqual({ call: 2, skippedCount: 3 });
  });
});
