import { expect, test } from 'vitest';
import { storage } from '../fixtures/storage.ts';
import { createFavourites } from './favourites.ts';

storage();

const ids = (account: string) =>
  createFavourites(account)
    .list.get()
    .map(({ id }) => id);

test('keeps the order of each account, and moves nothing beyond the ends of the list', () => {
  const favourites = createFavourites('alice');
  for (const id of ['a', 'b', 'c']) favourites.toggle({ id, name: id.repeat(300) });
  favourites.move('c', -1);
  favourites.move('a', -1);
  favourites.move('nobody', 1);
  expect(ids('alice')).toEqual(['a', 'c', 'b']);
  favourites.toggle({ id: 'c', name: '' });
  expect(ids('alice')).toEqual(['a', 'b']);
  expect(ids('bob')).toEqual([]);
});
