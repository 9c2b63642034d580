import * as z from 'zod/mini';
import {
  maxGroupNameLength,
  maxNameLength,
  unnamedGroupId,
  type FavouriteGroup,
} from '../people/favourites.ts';

const groupId = z.string().check(z.maxLength(100));

/** A favourite without the id, which the record's id has. Unknown fields stay. */
export const FavouriteRecord = z.looseObject({
  name: z.string().check(z.maxLength(maxNameLength)),
  /** The id of the favourite's group; empty for the unnamed group. */
  group: groupId,
  /** The place in the group: people are sorted by it. */
  position: z.number(),
});
/** A named group without its people. */
export const GroupRecord = z.looseObject({
  name: z.string().check(z.maxLength(maxGroupNameLength)),
  isCollapsed: z.boolean(),
  position: z.number(),
});

const favouritePrefix = 'favourite:';
const groupPrefix = 'group:';

/** Lists the favourites and their named groups as records. What this build cannot read stays in the groups. */
export function readFavouriteRecords(groups: readonly FavouriteGroup[]): Map<string, object> {
  const records = new Map<string, object>();
  for (const [position, { id, people, unreadable: _unreadable, ...group }] of groups.entries()) {
    if (id !== unnamedGroupId) records.set(groupPrefix + id, { ...group, position });
    for (const [place, { id: rawId, ...person }] of people.entries())
      records.set(favouritePrefix + rawId, { ...person, group: id, position: place });
  }
  return records;
}

/** Returns the ids and values of the records with a prefix, sorted by position. Equal positions are sorted by id. */
function sortRecords<Value extends { position: number }>(
  records: ReadonlyMap<string, unknown>,
  prefix: string,
): (readonly [string, Value])[] {
  return [...records]
    .filter(([id]) => id.startsWith(prefix))
    .map(([id, value]) => [id.slice(prefix.length), value as Value] as const)
    .toSorted(([id, { position }], [otherId, other]) => position - other.position || (id < otherId ? -1 : 1));
}

const toPerson = ([id, { group: _group, position: _position, ...person }]: readonly [
  string,
  z.infer<typeof FavouriteRecord>,
]) => ({ ...person, id });

/**
 * Changes favourites and groups.
 * @param changes readable records by id; `null` removes one. The people of a removed or missing group join the unnamed group
 */
export function changeGroups(
  groups: readonly FavouriteGroup[],
  changes: ReadonlyMap<string, unknown>,
): FavouriteGroup[] {
  const records = new Map<string, unknown>(readFavouriteRecords(groups));
  for (const [id, value] of changes) {
    if (value === null) records.delete(id);
    else records.set(id, value);
  }
  const groupRecords = sortRecords<z.infer<typeof GroupRecord>>(records, groupPrefix);
  const favourites = sortRecords<z.infer<typeof FavouriteRecord>>(records, favouritePrefix);
  const groupIds = new Set(groupRecords.map(([id]) => id));
  const listPeople = (isMember: (group: string) => boolean) =>
    favourites.filter(([, { group }]) => isMember(group)).map(toPerson);
  const toGroup = ([
    id,
    { position: _position, ...group },
  ]: (typeof groupRecords)[number]): FavouriteGroup => {
    const kept = groups.find((earlier) => earlier.id === id)?.unreadable;
    return { ...group, id, people: listPeople((other) => other === id), ...(kept && { unreadable: kept }) };
  };
  const isUnnamed = ({ id }: Pick<FavouriteGroup, 'id'>) => id === unnamedGroupId;
  const unreadable = groups
    .filter((group) => isUnnamed(group) || !groupIds.has(group.id))
    .flatMap((group) => group.unreadable ?? []);
  const emptyUnnamed: FavouriteGroup = { id: unnamedGroupId, name: '', isCollapsed: false, people: [] };
  const { unreadable: _unreadable, ...unnamed } = groups.find(isUnnamed) ?? emptyUnnamed;
  return [
    {
      ...unnamed,
      people: listPeople((group) => !groupIds.has(group)),
      ...(unreadable.length > 0 && { unreadable }),
    },
    ...groupRecords.map(toGroup),
  ];
}
