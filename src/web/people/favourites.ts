import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import type { Readable } from '../base/store.ts';

const Entry = z.object({
  /** Raw id. */
  id: z.string().check(z.maxLength(100)),
  /** The name at the time when the person was added. It is shown while the directory is unavailable. */
  name: z.string().check(z.maxLength(200)),
});
/** A person or a phone number that the user calls often. */
export type Favourite = z.infer<typeof Entry>;

export interface Favourites {
  readonly list: Readable<readonly Favourite[]>;
  /** Adds the person at the end of the list, or removes them if they are in it. */
  readonly toggle: (favourite: Favourite) => void;
  /** Changes the order. @param by -1 is up, 1 is down; beyond the ends nothing happens */
  readonly move: (id: string, by: -1 | 1) => void;
}

/** Adding more removes the oldest. */
const maxFavourites = 100;

/** @param account Entra object id of the user. @returns the key of the user's list in local storage */
export const favouritesKey = (account: string): string => `favourites.${account}`;

/** @param account Entra object id of the user: users who share a browser have separate favourites */
export function createFavourites(account: string): Favourites {
  const stored = createStoredValue<readonly Favourite[]>(favouritesKey(account), z.array(Entry), []);
  return {
    list: stored,
    toggle({ id, name }) {
      const before = stored.get();
      const others = before.filter((favourite) => favourite.id !== id);
      if (others.length < before.length) stored.set(others);
      else stored.set([...before, { id, name: name.slice(0, 200) }].slice(-maxFavourites));
    },
    move(id, by) {
      const list = [...stored.get()];
      const from = list.findIndex((favourite) => favourite.id === id);
      const to = from + by;
      if (from < 0 || to < 0 || to >= list.length) return;
      list.splice(to, 0, ...list.splice(from, 1));
      stored.set(list);
    },
  };
}
