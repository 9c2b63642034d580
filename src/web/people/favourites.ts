import * as z from 'zod/mini';
import { readEntries } from '../base/readEntries.ts';
import { createStoredValue } from '../base/storedValue.ts';
import { createStore } from '../base/store.ts';

// In characters.
export const maxNameLength = 200;
export const maxGroupNameLength = 60;

/** A person or a phone number that the user has marked with a star. */
const Favourite = z.object({
  /** Raw id. */
  id: z.string().check(z.maxLength(100)),
  /** The person's name when the user added them. It is shown until the directory answers. */
  name: z.string().check(z.maxLength(maxNameLength)),
});
export type Favourite = z.infer<typeof Favourite>;

/** The fields of a group that this build knows. */
const KnownFields = z.object({
  id: z.string().check(z.maxLength(100)),
  /** Empty for the first group, which holds everyone who is in no other group. */
  name: z.string().check(z.maxLength(maxGroupNameLength)),
  isCollapsed: z.boolean(),
  people: z.array(Favourite),
  /** Stored favourites, and in the first group also stored groups, that this build cannot read. */
  unreadable: z.exactOptional(z.array(z.unknown())),
});
export type FavouriteGroup = z.infer<typeof KnownFields>;

/** Creates the field `unreadable` of a group; no field if everything could be read. */
const toUnreadable = (unreadable: unknown[]): Pick<FavouriteGroup, 'unreadable'> =>
  unreadable.length > 0 ? { unreadable } : {};

// These schemas keep fields that only a newer build knows.
const StoredFavourite = z.looseObject(Favourite.shape);
const StoredGroup = z.pipe(
  z.looseObject({ ...KnownFields.shape, people: z.array(z.unknown()) }),
  z.transform(({ unreadable = [], ...group }): FavouriteGroup => {
    const people = readEntries(StoredFavourite, [...group.people, ...unreadable]);
    return { ...group, people: people.entries, ...toUnreadable(people.unreadable) };
  }),
);

/** Id of the unnamed group, for people in no other group. It always exists, and is always the first one. */
export const unnamedGroupId = '';
const emptyUnnamedGroup: FavouriteGroup = { id: unnamedGroupId, name: '', isCollapsed: false, people: [] };

// One schema for both, so that an entry counts as unreadable only if it is neither.
const StoredGroupOrPerson = z.union([
  z.pipe(
    StoredGroup,
    z.transform((group) => ({ group })),
  ),
  z.pipe(
    StoredFavourite,
    z.transform((person) => ({ person })),
  ),
]);

/** Reads the stored groups. Version 0.2.0 and older stored a list of people instead, who join the unnamed group. */
function readGroups(stored: unknown[]): FavouriteGroup[] {
  const { entries, unreadable } = readEntries(StoredGroupOrPerson, stored);
  const groups = entries.flatMap((entry) => ('group' in entry ? [entry.group] : []));
  const people = entries.flatMap((entry) => ('person' in entry ? [entry.person] : []));
  const unnamed = groups.find(({ id }) => id === unnamedGroupId) ?? emptyUnnamedGroup;
  const allUnreadable = toUnreadable([...(unnamed.unreadable ?? []), ...unreadable]);
  const named = groups.filter((group) => group !== unnamed);
  return [{ ...unnamed, people: [...unnamed.people, ...people], ...allUnreadable }, ...named];
}
const StoredGroups = z.pipe(z.array(z.unknown()), z.transform(readGroups));

/** The largest number of favourites. A further one replaces the first person of the unnamed group. */
export const maxFavourites = 500;

/** @param oid Entra object id of the user. @returns the name of the stored value that holds the user's favourites */
export const getFavouritesKey = (oid: string): string => `favourites.${oid}`;

type Groups = readonly FavouriteGroup[];

const toList = (groups: Groups): readonly Favourite[] => groups.flatMap(({ people }) => people);

/** Moves an item to the place before (-1) or after (1) another one. Changes nothing if one of them is missing. */
function moveBeside<Item extends { id: string }>(
  items: readonly Item[],
  id: string,
  otherId: string | undefined,
  side: -1 | 1,
): Item[] {
  const item = items.find((each) => each.id === id);
  const others = items.filter((each) => each !== item);
  const otherIndex = others.findIndex((each) => each.id === otherId);
  if (!item || otherIndex < 0) return [...items];
  return others.toSpliced(side === 1 ? otherIndex + 1 : otherIndex, 0, item);
}

/** Finds the id of the neighbour before (-1) or after (1) an item. */
function findNeighbour(items: readonly { id: string }[], id: string, offset: -1 | 1): string | undefined {
  const index = items.findIndex((item) => item.id === id);
  return index < 0 ? undefined : items[index + offset]?.id;
}

const removePerson = (groups: Groups, rawId: string): FavouriteGroup[] =>
  groups.map((group) => ({ ...group, people: group.people.filter(({ id }) => id !== rawId) }));

const changeGroup = (
  groups: Groups,
  groupId: string,
  change: (group: FavouriteGroup) => Partial<FavouriteGroup>,
): FavouriteGroup[] => groups.map((group) => (group.id === groupId ? { ...group, ...change(group) } : group));

/** Creates the store of a user's favourites, which stay in this browser. @param oid Entra object id of the user */
export function createFavourites(oid: string) {
  const stored = createStoredValue<FavouriteGroup[]>(getFavouritesKey(oid), StoredGroups, [
    emptyUnnamedGroup,
  ]);
  const list = createStore(toList(stored.get()));
  // The store of the groups lives as long as this one, so the listener is never removed.
  stored.subscribe(() => list.set(toList(stored.get())));
  return {
    list,
    groups: stored,
    /** Adds the person at the end of the unnamed group, or removes them if they are a favourite. */
    toggle({ id, name }: Favourite): void {
      const isFavourite = list.get().some((favourite) => favourite.id === id);
      stored.change((groups) => {
        if (isFavourite) return removePerson(groups, id);
        const favourites = toList(groups);
        if (favourites.some((favourite) => favourite.id === id)) return groups;
        const added = { id, name: name.slice(0, maxNameLength) };
        const removedCount = favourites.length < maxFavourites ? 0 : 1;
        return changeGroup(groups, unnamedGroupId, ({ people }) => ({
          people: [...people.slice(removedCount), added],
        }));
      });
    },
    /** Moves a favourite one place up (-1) or down (1) in its group, unless it is already at that end. */
    move(rawId: string, offset: -1 | 1): void {
      const ownGroup = stored.get().find(({ people }) => people.some(({ id }) => id === rawId));
      const neighbourId = findNeighbour(ownGroup?.people ?? [], rawId, offset);
      stored.change((groups) =>
        groups.map((group) => ({ ...group, people: moveBeside(group.people, rawId, neighbourId, offset) })),
      );
    },
    /** Moves a favourite into a group: before the favourite `beforeId`, or else to the end. */
    moveToGroup: (rawId: string, groupId: string, beforeId?: string): void =>
      stored.change((groups) => {
        const person = toList(groups).find(({ id }) => id === rawId);
        if (!person || beforeId === rawId || !groups.some(({ id }) => id === groupId)) return groups;
        return changeGroup(removePerson(groups, rawId), groupId, ({ people }) => {
          const index = people.findIndex(({ id }) => id === beforeId);
          return { people: people.toSpliced(index < 0 ? people.length : index, 0, person) };
        });
      }),
    addGroup(name: string): string {
      const id = crypto.randomUUID();
      const group = { id, name: name.slice(0, maxGroupNameLength), isCollapsed: false, people: [] };
      stored.change((groups) => (groups.some((other) => other.id === id) ? groups : [...groups, group]));
      return id;
    },
    renameGroup: (groupId: string, name: string): void =>
      stored.change((groups) =>
        changeGroup(groups, groupId, () => ({ name: name.slice(0, maxGroupNameLength) })),
      ),
    setCollapsed: (groupId: string, isCollapsed: boolean): void =>
      stored.change((groups) => changeGroup(groups, groupId, () => ({ isCollapsed }))),
    /** Moves a group one place up (-1) or down (1). The unnamed group stays the first one. */
    moveGroup(groupId: string, offset: -1 | 1): void {
      const neighbourId = findNeighbour(stored.get().slice(1), groupId, offset);
      stored.change(([unnamed = emptyUnnamedGroup, ...named]) => [
        unnamed,
        ...moveBeside(named, groupId, neighbourId, offset),
      ]);
    },
    /** Removes a group. Its people move to the unnamed group. */
    removeGroup: (groupId: string): void =>
      stored.change((groups) => {
        const [unnamed = emptyUnnamedGroup, ...named] = groups;
        const removed = named.find(({ id }) => id === groupId);
        if (!removed) return groups;
        const unreadable = toUnreadable([...(unnamed.unreadable ?? []), ...(removed.unreadable ?? [])]);
        const people = [...unnamed.people, ...removed.people];
        return [{ ...unnamed, people, ...unreadable }, ...named.filter((group) => group !== removed)];
      }),
  };
}

export type Favourites = ReturnType<typeof createFavourites>;
