import * as z from 'zod/mini';
import { readEntries } from '../base/readEntries.ts';

/** A person or a phone number that the user has marked with a star. */
export const Favourite = z.object({
  /** Raw id. */
  id: z.string().check(z.maxLength(100)),
  /** The person's name when the user added them. It is shown while the directory does not answer. */
  name: z.string().check(z.maxLength(200)),
});
export type Favourite = z.infer<typeof Favourite>;

const KnownFields = z.object({
  id: z.string().check(z.maxLength(100)),
  /** The name that the user has given. Empty for the first group, which holds the people who are in no named group. */
  name: z.string().check(z.maxLength(60)),
  isCollapsed: z.boolean(),
  people: z.array(Favourite),
  /** Stored favourites, and in the first group also stored groups, that this build cannot read. */
  unreadable: z.exactOptional(z.array(z.unknown())),
});
export type FavouriteGroup = z.infer<typeof KnownFields>;

/** Fields that only a newer build knows stay in the person and in the group. */
export const StoredFavourite = z.looseObject(Favourite.shape);
export const StoredGroup = z.pipe(
  z.looseObject({ ...KnownFields.shape, people: z.array(z.unknown()) }),
  z.transform(({ unreadable = [], ...group }): FavouriteGroup => {
    const people = readEntries(StoredFavourite, [...group.people, ...unreadable]);
    return { ...group, people: people.entries, ...toUnreadable(people.unreadable) };
  }),
);

/** The field of a group with what cannot be read. A group without such entries has no such field. */
export const toUnreadable = (unreadable: unknown[]): Pick<FavouriteGroup, 'unreadable'> =>
  unreadable.length > 0 ? { unreadable } : {};

/* The functions below return changed groups of favourites. The first group has no name, and stays the first one. */

type Groups = readonly FavouriteGroup[];

/** Exchanges the item at an index with its neighbour. Returns a copy without a change if there is no such neighbour. */
function swap<Item>(items: readonly Item[], index: number, offset: -1 | 1): Item[] {
  const copy = [...items];
  const [item, neighbour] = [items[index], items[index + offset]];
  if (item === undefined || neighbour === undefined) return copy;
  copy[index] = neighbour;
  copy[index + offset] = item;
  return copy;
}

export const removePerson = (groups: Groups, rawId: string): FavouriteGroup[] =>
  groups.map((group) =>
    group.people.some(({ id }) => id === rawId)
      ? { ...group, people: group.people.filter(({ id }) => id !== rawId) }
      : group,
  );

/** @param maxCount the largest number of favourites. If it is exceeded, the first person without a group is removed */
export function addPerson(groups: Groups, favourite: Favourite, maxCount: number): FavouriteGroup[] {
  const count = groups.reduce((sum, { people }) => sum + people.length, 0);
  return groups.map((group, index) =>
    index > 0 ? group : { ...group, people: [...group.people.slice(count < maxCount ? 0 : 1), favourite] },
  );
}

export const movePerson = (groups: Groups, rawId: string, offset: -1 | 1): FavouriteGroup[] =>
  groups.map((group) => {
    const index = group.people.findIndex(({ id }) => id === rawId);
    return index < 0 ? group : { ...group, people: swap(group.people, index, offset) };
  });

/** @param place.beforeId the person before whom `rawId` is put; without it, `rawId` is put at the end */
export function movePersonToGroup(
  groups: Groups,
  rawId: string,
  { groupId, beforeId }: { readonly groupId: string; readonly beforeId?: string | undefined },
): FavouriteGroup[] {
  const person = groups.flatMap(({ people }) => people).find(({ id }) => id === rawId);
  const hasGroup = groups.some(({ id }) => id === groupId);
  if (!person || !hasGroup || beforeId === rawId) return [...groups];
  const others = removePerson(groups, rawId);
  const index = others.findIndex(({ id }) => id === groupId);
  const group = others[index];
  if (!group) return others;
  const position = group.people.findIndex(({ id }) => id === beforeId);
  const people = group.people.toSpliced(position < 0 ? group.people.length : position, 0, person);
  return others.with(index, { ...group, people });
}

export const changeGroup = (
  groups: Groups,
  groupId: string,
  change: Partial<Pick<FavouriteGroup, 'name' | 'isCollapsed'>>,
): FavouriteGroup[] => groups.map((group) => (group.id === groupId ? { ...group, ...change } : group));

export function moveGroup([first, ...others]: Groups, groupId: string, offset: -1 | 1): FavouriteGroup[] {
  const index = others.findIndex(({ id }) => id === groupId);
  const moved = index < 0 ? others : swap(others, index, offset);
  return first ? [first, ...moved] : moved;
}

export function removeGroup([first, ...others]: Groups, groupId: string): FavouriteGroup[] {
  const removed = others.find(({ id }) => id === groupId);
  const rest = others.filter(({ id }) => id !== groupId);
  if (!first || !removed) return first ? [first, ...rest] : rest;
  const unreadable = toUnreadable([...(first.unreadable ?? []), ...(removed.unreadable ?? [])]);
  return [{ ...first, people: [...first.people, ...removed.people], ...unreadable }, ...rest];
}
