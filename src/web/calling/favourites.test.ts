import { beforeEach, expect, test, vi } from 'vitest';
import { createFavourites } from './favourites.ts';

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
});

const ids = (account: string) =>
  createFavourites(account)
    .list.get()
    .map(({ id }) => id);

test('favourites keep their order, per account; the ends are the ends', () => {
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
