import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import type { Readable } from '../base/store.ts';

const Entry = z.object({
  /** Raw id. */
  id: z.string().check(z.maxLength(100)),
  /** The person's name when the user added them. It is shown while the directory does not answer. */
  name: z.string().check(z.maxLength(200)),
});
/** A person or a phone number that the user has marked with a star. */
export type Favourite = z.infer<typeof Entry>;

/** The favourites of one user in this browser. */
export interface Favourites {
  /** In the order that the user has chosen. */
  readonly list: Readable<readonly Favourite[]>;
  /** Adds the person at the end of the list, or removes them if they are in the list. */
  readonly toggle: (favourite: Favourite) => void;
  /**
   * Moves a favourite one place up or down. Does nothing if the favourite is already at that end of the list.
   * @param offset -1 moves up, 1 moves down
   */
  readonly move: (rawId: string, offset: -1 | 1) => void;
}

/** The largest number of favourites. Adding another one removes the first favourite of the list. */
const maxFavourites = 100;

/** @param oid Entra object id of the user. @returns the name of the stored value that holds the user's favourites */
export const getFavouritesKey = (oid: string): string => `favourites.${oid}`;

/** @param oid Entra object id of the user. Each user of the browser has favourites of their own */
export function createFavourites(oid: string): Favourites {
  const stored = createStoredValue<readonly Favourite[]>(getFavouritesKey(oid), z.array(Entry), []);
  return {
    list: stored,
    toggle({ id, name }) {
      const favourites = stored.get();
      const others = favourites.filter((favourite) => favourite.id !== id);
      if (others.length < favourites.length) stored.set(others);
      else stored.set([...favourites, { id, name: name.slice(0, 200) }].slice(-maxFavourites));
    },
    move(rawId, offset) {
      const list = [...stored.get()];
      const index = list.findIndex((favourite) => favourite.id === rawId);
      const newIndex = index + offset;
      if (index < 0 || newIndex < 0 || newIndex >= list.length) return;
      const [moved] = list.splice(index, 1);
      if (moved) list.splice(newIndex, 0, moved);
      stored.set(list);
    },
  };
}
