import { expect, test } from 'vitest';
import { storageFaults } from '../base/storedValue.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createFavourites, getFavouritesKey, unnamedGroupId, type Favourites } from './favourites.ts';

stubLocalStorage();

const readFavouriteIds = (account: string) =>
  createFavourites(account)
    .list.get()
    .map(({ id }) => id);
/** Returns each group as one text: its name and the ids of its people. */
const readGroups = (favourites: Favourites) =>
  favourites.groups.get().map(({ name, people }) => `${name}: ${people.map(({ id }) => id).join('')}`);
function createWithPeople(account: string, ids: string): Favourites {
  const favourites = createFavourites(account);
  for (const id of ids) favourites.toggle({ id, name: id });
  return favourites;
}

test('keeps the favourites of each account in their order, and moves none beyond the ends of the list', () => {
  const favourites = createFavourites('alice');
  // The names have 300 characters. The stored list is valid only if they are cut to 200.
  for (const id of ['a', 'b', 'c']) favourites.toggle({ id, name: id.repeat(300) });
  favourites.move('c', -1);
  favourites.move('a', -1);
  favourites.move('not a favourite', 1);
  expect(readFavouriteIds('alice')).toEqual(['a', 'c', 'b']);
  favourites.toggle({ id: 'c', name: '' });
  expect(readFavouriteIds('alice')).toEqual(['a', 'b']);
  expect(readFavouriteIds('bob')).toEqual([]);
});

test('reads the list without groups that version 0.2.0 stored', () => {
  const stored = [{ id: 'a', name: 'Anna' }];
  localStorage.setItem(`switchboard.kept.${getFavouritesKey('old')}`, JSON.stringify(stored));
  const favourites = createFavourites('old');
  expect(favourites.list.get()).toEqual(stored);
  // Everything could be read, so the app must not warn.
  expect(storageFaults.get()).toEqual([]);
  favourites.toggle({ id: 'b', name: 'Ben' });
  expect(readFavouriteIds('old')).toEqual(['a', 'b']);
});

test('moves people between groups, to the end or before another person', () => {
  const favourites = createWithPeople('mover', 'abcd');
  const desk = favourites.addGroup('Desk');
  favourites.moveToGroup('a', desk);
  favourites.moveToGroup('b', desk, 'a');
  favourites.moveToGroup('c', 'no such group');
  expect(readGroups(favourites)).toEqual([': cd', 'Desk: ba']);
  favourites.moveToGroup('b', unnamedGroupId, 'd');
  favourites.moveToGroup('d', unnamedGroupId, 'd');
  expect(readGroups(favourites)).toEqual([': cbd', 'Desk: a']);
  expect(readFavouriteIds('mover')).toEqual(['c', 'b', 'd', 'a']);
});

test('renames, collapses, orders and removes groups; the people of a removed group stay favourites', () => {
  const favourites = createWithPeople('editor', 'ab');
  const desk = favourites.addGroup('Desk');
  const sales = favourites.addGroup('Sales');
  favourites.moveToGroup('a', sales);
  favourites.renameGroup(sales, 'Sales team');
  favourites.setCollapsed(sales, true);
  favourites.moveGroup(sales, -1);
  // The group without a name stays the first one.
  favourites.moveGroup(sales, -1);
  expect(readGroups(favourites)).toEqual([': b', 'Sales team: a', 'Desk: ']);
  expect(createFavourites('editor').groups.get()[1]?.isCollapsed).toBe(true);
  favourites.removeGroup(sales);
  favourites.removeGroup(unnamedGroupId);
  expect(readGroups(favourites)).toEqual([': ba', 'Desk: ']);
  expect(desk).not.toBe(sales);
});

test('holds 500 favourites', () => {
  const favourites = createFavourites('many');
  for (let number = 1; number <= 501; number += 1) favourites.toggle({ id: `${number}`, name: 'x' });
  const list = favourites.list.get();
  expect([list.length, list[0]?.id]).toEqual([500, '2']);
});

test('B7: keeps the other favourites, and what only a newer build can read, when an entry cannot be read', () => {
  const key = `switchboard.kept.${getFavouritesKey('newer')}`;
  const anna = { id: 'a', name: 'Anna', colour: 'red' };
  const unnamed = { id: unnamedGroupId, name: '', isCollapsed: false, people: [anna, { id: 7 }] };
  const newerGroup = { id: 'desk', people: 'shared' };
  localStorage.setItem(key, JSON.stringify([unnamed, newerGroup]));
  const favourites = createFavourites('newer');
  expect(readGroups(favourites)).toEqual([': a']);
  expect(storageFaults.get()).toEqual(['unreadable']);
  favourites.toggle({ id: 'b', name: 'Ben' });
  expect(JSON.parse(localStorage.getItem(key) ?? '')).toEqual([
    { ...unnamed, people: [anna, { id: 'b', name: 'Ben' }], unreadable: [{ id: 7 }, newerGroup] },
  ]);
});
