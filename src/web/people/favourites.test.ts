import { expect, test } from 'vitest';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createFavourites } from './favourites.ts';

stubLocalStorage();

const readFavouriteIds = (account: string) =>
  createFavourites(account)
    .list.get()
    .map(({ id }) => id);

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
