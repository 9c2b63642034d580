import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import type { Readable } from '../base/store.ts';

const Entry = z.object({
  /** Raw id. */
  id: z.string().check(z.maxLength(100)),
  /** The name when it was added, shown while the directory cannot be asked. */
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

/** The most favourites that are kept; the oldest are removed. */
const most = 100;

/** @param account Entra object id. @returns the name under which this browser keeps the list */
export const favouritesKey = (account: string): string => `favourites.${account}`;

/** @param account whose they are; two people may share a browser */
export function createFavourites(account: string): Favourites {
  const stored = createStoredValue<readonly Favourite[]>(favouritesKey(account), z.array(Entry), []);
  return {
    list: stored,
    toggle({ id, name }) {
      const before = stored.get();
      const others = before.filter((one) => one.id !== id);
      if (others.length < before.length) stored.set(others);
      else stored.set([...before, { id, name: name.slice(0, 200) }].slice(-most));
    },
    move(id, by) {
      const list = [...stored.get()];
      const from = list.findIndex((one) => one.id === id);
      const to = from + by;
      if (from < 0 || to < 0 || to >= list.length) return;
      list.splice(to, 0, ...list.splice(from, 1));
      stored.set(list);
    },
  };
}
