import * as z from 'zod/mini';
import { readEntries } from '../base/readEntries.ts';
import { createStoredValue } from '../base/storedValue.ts';
import { createStore } from '../base/store.ts';
import * as moves from './favouriteGroups.ts';
import {
  StoredFavourite,
  StoredGroup,
  toUnreadable,
  type Favourite,
  type FavouriteGroup,
} from './favouriteGroups.ts';

/** Id of the group without a name. It always exists, and is always the first one. */
export const unnamedGroupId = '';
const toUnnamedGroup = (people: Favourite[]): FavouriteGroup => ({
  id: unnamedGroupId,
  name: '',
  isCollapsed: false,
  people,
});

/** Reads the stored groups. Version 0.2.0 and older stored one list of people, which becomes the group without a name. */
function readGroups(stored: unknown[]): FavouriteGroup[] {
  const { entries: groups, unreadable } = readEntries(StoredGroup, stored);
  const people = readEntries(StoredFavourite, unreadable);
  const first = groups.find(({ id }) => id === unnamedGroupId) ?? toUnnamedGroup([]);
  const kept = toUnreadable([...(first.unreadable ?? []), ...people.unreadable]);
  const others = groups.filter((group) => group !== first);
  return [{ ...first, people: [...first.people, ...people.entries], ...kept }, ...others];
}
const StoredGroups = z.pipe(z.array(z.unknown()), z.transform(readGroups));

/** The largest number of favourites. Adding another one removes the oldest one of the group without a name. */
const maxFavourites = 500;

/** @param oid Entra object id of the user. @returns the name of the stored value that holds the user's favourites */
export const getFavouritesKey = (oid: string): string => `favourites.${oid}`;

const toList = (groups: readonly FavouriteGroup[]): readonly Favourite[] =>
  groups.flatMap(({ people }) => people);

/**
 * Creates the favourites of one user in this browser, in groups.
 * @param oid Entra object id of the user
 */
export function createFavourites(oid: string) {
  const stored = createStoredValue<FavouriteGroup[]>(getFavouritesKey(oid), StoredGroups, [
    toUnnamedGroup([]),
  ]);
  const list = createStore(toList(stored.get()));
  // The store of the groups lives as long as this one, so the listener is never removed.
  stored.subscribe(() => list.set(toList(stored.get())));
  return {
    list,
    /** In the order that the user has chosen. The group without a name is the first one. */
    groups: stored,
    /** Adds the person at the end of the group without a name, or removes them if they are a favourite. */
    toggle: ({ id, name }: Favourite): void =>
      stored.change((groups) =>
        toList(groups).some((favourite) => favourite.id === id)
          ? moves.removePerson(groups, id)
          : moves.addPerson(groups, { id, name: name.slice(0, 200) }, maxFavourites),
      ),
    /**
     * Moves a favourite one place up or down in its group. Does nothing if the favourite is already at that end.
     * @param offset -1 moves up, 1 moves down
     */
    move: (rawId: string, offset: -1 | 1): void =>
      stored.change((groups) => moves.movePerson(groups, rawId, offset)),
    /** Moves a favourite into a group: before the favourite `beforeId`, or else to the end. */
    moveToGroup: (rawId: string, groupId: string, beforeId?: string): void =>
      stored.change((groups) => moves.movePersonToGroup(groups, rawId, { groupId, beforeId })),
    /** Adds a group at the end. @returns its id */
    addGroup(name: string): string {
      const id = crypto.randomUUID();
      stored.change((groups) => [...groups, { id, name: name.slice(0, 60), isCollapsed: false, people: [] }]);
      return id;
    },
    renameGroup: (groupId: string, name: string): void =>
      stored.change((groups) => moves.changeGroup(groups, groupId, { name: name.slice(0, 60) })),
    setCollapsed: (groupId: string, isCollapsed: boolean): void =>
      stored.change((groups) => moves.changeGroup(groups, groupId, { isCollapsed })),
    /** Moves a group one place up or down. The group without a name stays the first one. */
    moveGroup: (groupId: string, offset: -1 | 1): void =>
      stored.change((groups) => moves.moveGroup(groups, groupId, offset)),
    /** Removes a group. Its people move to the group without a name. */
    removeGroup: (groupId: string): void => stored.change((groups) => moves.removeGroup(groups, groupId)),
  };
}

export type Favourites = ReturnType<typeof createFavourites>;
