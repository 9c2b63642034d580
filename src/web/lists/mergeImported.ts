import { maxEntries } from '../history/history.ts';
import { maxFavourites } from '../people/favourites.ts';
import { readKind, type RecordKind, type Records } from './records.ts';

/** The most records of these kinds that fit. One more would remove an old one. */
const maxCount: Partial<Record<RecordKind, number>> = { favourite: maxFavourites, call: maxEntries };
/** More than any position here, so that imported people and groups come after those that are here. */
const behindAll = 1_000_000;

type Fields = Readonly<Record<string, unknown>>;

/** What an import changes. */
interface Import {
  readonly changes: ReadonlyMap<string, unknown>;
  /** How many records the import adds or completes, by their kind. */
  readonly counts: Readonly<Record<RecordKind, number>>;
  /** How many records are not added, because there is no room for them. */
  readonly skippedCount: number;
}

/**
 * Merges the records of a file into those that are here. What is here stays: the file only adds records, and fields that a record
 * lacks, such as the note of a call.
 */
export function mergeImported(here: Records, file: Records): Import {
  const changes = new Map<string, unknown>();
  const counts = { favourite: 0, group: 0, call: 0, setting: 0 };
  let skippedCount = 0;
  const groupIds = findGroupIds(here, file);
  const sizes = { favourite: 0, group: 0, call: 0, setting: 0 };
  for (const id of here.keys()) sizes[readKind(id) ?? 'setting'] += 1;
  for (const [id, value] of sortNewestFirst(file)) {
    const kind = readKind(id);
    if (kind === null) continue;
    const present = here.get(id);
    const isNew = present === undefined;
    if (isNew && kind === 'group' && groupIds.has(id)) continue;
    const merged = isNew ? place(kind, value, groupIds) : complete(kind, present, value);
    if (merged === present) continue;
    if (isNew && sizes[kind] >= (maxCount[kind] ?? Number.POSITIVE_INFINITY)) {
      skippedCount += 1;
      continue;
    }
    if (isNew) sizes[kind] += 1;
    counts[kind] += 1;
    changes.set(id, merged);
  }
  return { changes, counts, skippedCount };
}

/** The newest calls first, because they are added while there is room. */
function sortNewestFirst(file: Records): readonly (readonly [string, unknown])[] {
  const readTime = ([id, value]: readonly [string, unknown]) =>
    readKind(id) === 'call' ? (value as { at: number }).at : Number.POSITIVE_INFINITY;
  return [...file].toSorted((first, second) => Math.sign(readTime(second) - readTime(first)) || 0);
}

/** Maps each group of the file that has the name of a group here to the id of the latter. */
function findGroupIds(here: Records, file: Records): ReadonlyMap<string, string> {
  const readName = (value: unknown) => (value as { name: string }).name;
  const isGroup = ([id]: readonly [string, unknown]) => readKind(id) === 'group';
  const idsByName = new Map([...here].filter(isGroup).map(([id, value]) => [readName(value), id]));
  return new Map(
    [...file].filter(isGroup).flatMap(([id, value]) => {
      const sameName = idsByName.get(readName(value));
      return here.has(id) || sameName === undefined ? [] : [[id, sameName] as const];
    }),
  );
}

/** Puts a new favourite or group of the file behind those that are here. */
function place(kind: RecordKind, value: unknown, groupIds: ReadonlyMap<string, string>): unknown {
  if (kind !== 'favourite' && kind !== 'group') return value;
  const record = value as Fields & { position: number; group?: string };
  const placed = { ...record, position: record.position + behindAll };
  if (kind === 'group') return placed;
  const groupId = groupIds.get(`group:${record.group}`)?.slice('group:'.length);
  return { ...placed, group: groupId ?? record.group };
}

/** Adds the fields that a call or the shortcuts lack. @returns `present` itself if nothing is missing */
function complete(kind: RecordKind, present: unknown, value: unknown): unknown {
  const isObject = (one: unknown): one is Fields =>
    typeof one === 'object' && one !== null && !Array.isArray(one);
  if (kind === 'favourite' || kind === 'group' || !isObject(present) || !isObject(value)) return present;
  const isComplete = Object.keys(value).every((name) => Object.hasOwn(present, name));
  return isComplete ? present : { ...value, ...present };
}
