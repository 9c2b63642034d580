import { reuseEqual } from '../base/reuseEqual.ts';
import { maxEntries } from '../history/history.ts';
import { isReadable, readKind, type Records } from './records.ts';

/** A record as several computers share it. Times are in milliseconds since 1970, by the clock of the computer that wrote. */
export interface Entry {
  /** `null` for a removed record. */
  readonly value: unknown;
  /** When the record was added or removed. */
  readonly at: number;
  /** When single fields were written later. */
  readonly fieldTimes?: Readonly<Record<string, number>>;
}
export type Entries = ReadonlyMap<string, Entry>;

/** What a computer knows of its last merge. */
export interface Merge {
  readonly entries: Entries;
  /**
   * What this computer's lists had after the merge, where that differs from the entries; `null` for a record that they did not have,
   * because this build cannot read it. A record that the lists never had is not taken for a removed one.
   */
  readonly views: ReadonlyMap<string, unknown>;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isEqual = (first: unknown, second: unknown): boolean => reuseEqual(first, second) === first;
/** Favourites and groups have positions, so that a change of one record may move others. */
const hasPosition = (id: string): boolean => ['favourite', 'group'].includes(readKind(id) ?? '');

const findLastWrite = ({ at, fieldTimes = {} }: Entry): number => Math.max(at, ...Object.values(fieldTimes));
/** Orders two writes in the same way on each computer, also those of the same moment. */
const isLater = (at: number, value: unknown, otherAt: number, otherValue: unknown): boolean =>
  at === otherAt ? (JSON.stringify(value) ?? '') > (JSON.stringify(otherValue) ?? '') : at > otherAt;

/** @returns for each field the later write, and of a record and its removal the later one; `other` itself if `own` adds nothing */
function joinEntry(own: Entry, other: Entry): Entry {
  if (!isFields(own.value) || !isFields(other.value))
    return isLater(findLastWrite(own), own.value, findLastWrite(other), other.value) ? own : other;
  const at = Math.max(own.at, other.at);
  let addsNothing = at === other.at;
  const value: Record<string, unknown> = {};
  const fieldTimes: Record<string, number> = {};
  const named = [other.value, own.value, other.fieldTimes ?? {}, own.fieldTimes ?? {}];
  for (const name of new Set(named.flatMap(Object.keys))) {
    const [ownAt, otherAt] = [own.fieldTimes?.[name] ?? own.at, other.fieldTimes?.[name] ?? other.at];
    const isOwn = isLater(ownAt, own.value[name], otherAt, other.value[name]);
    const winner = isOwn ? own.value : other.value;
    if (Object.hasOwn(winner, name)) value[name] = winner[name];
    const fieldAt = isOwn ? ownAt : otherAt;
    if (fieldAt !== at) fieldTimes[name] = fieldAt;
    addsNothing &&= !isOwn;
  }
  if (addsNothing) return other;
  return { value, at, ...(Object.keys(fieldTimes).length > 0 && { fieldTimes }) };
}

/** How many removals are remembered. A computer that has not seen an older one adds the record again. */
const maxRemovals = 20_000;

/** Leaves out the oldest calls that have no room in a history, and the oldest removals. */
function limitEntries(entries: Entries): Entries {
  const dropOldest = (ids: readonly string[], maxCount: number, readTime: (entry: Entry) => number) => {
    const timed = ids.map((id) => [id, readTime(entries.get(id) as Entry)] as const);
    return timed.toSorted(([, at], [, otherAt]) => otherAt - at).slice(maxCount);
  };
  const ids = [...entries.keys()];
  const isRemoved = (id: string) => entries.get(id)?.value === null;
  const calls = ids.filter((id) => !isRemoved(id) && readKind(id) === 'call');
  const dropped = new Set(
    [
      ...dropOldest(calls, maxEntries, ({ value }) => Number((value as { at?: unknown }).at)),
      ...dropOldest(ids.filter(isRemoved), maxRemovals, findLastWrite),
    ].map(([id]) => id),
  );
  return dropped.size === 0 ? entries : new Map([...entries].filter(([id]) => !dropped.has(id)));
}

/** @returns all entries, and whether `other` lacks something of `own` */
export function mergeEntries(own: Entries, other: Entries): { entries: Entries; hasNews: boolean } {
  const merged = new Map(other);
  let hasNews = false;
  for (const [id, entry] of own) {
    const there = other.get(id);
    const joined = there ? joinEntry(entry, there) : entry;
    if (joined === there) continue;
    merged.set(id, joined);
    hasNews = true;
  }
  return { entries: limitEntries(merged), hasNews };
}

/** @returns what the lists have, where that differs from the entries */
export const listViews = (entries: Entries, records: Records): ReadonlyMap<string, unknown> =>
  new Map(
    [...entries].flatMap(([id, { value }]) => {
      const view = records.get(id) ?? null;
      return isEqual(view, value) ? [] : [[id, view] as const];
    }),
  );

/** Writes the fields that have changed since `before`. The others keep their times, and those that this build cannot see their values. */
function writeEntry(entry: Entry | undefined, before: unknown, value: unknown, at: number): Entry {
  if (!entry || !isFields(entry.value) || !isFields(before) || !isFields(value)) return { value, at };
  const fields: Record<string, unknown> = { ...entry.value };
  const fieldTimes: Record<string, number> = { ...entry.fieldTimes };
  for (const name of new Set([...Object.keys(before), ...Object.keys(value)])) {
    if (isEqual(before[name], value[name])) continue;
    fieldTimes[name] = at;
    if (Object.hasOwn(value, name)) fields[name] = value[name];
    else delete fields[name];
  }
  return { value: fields, at: entry.at, fieldTimes };
}

/**
 * Notes what the user has changed on this computer since the last merge. Each change is later than all writes that this computer
 * has seen, even if another computer's clock is ahead.
 * @param isRemoved whether a record that is missing in the lists has been removed by the user
 * @returns `merge` itself if nothing has changed
 */
export function noteChanges(
  merge: Merge,
  records: Records,
  now: number,
  isRemoved: (id: string, value: unknown) => boolean,
): Merge {
  const { entries, views } = merge;
  const read = (id: string) => records.get(id) ?? null;
  const readBefore = (id: string) => (views.has(id) ? views.get(id) : (entries.get(id)?.value ?? null));
  const ids = [...new Set([...records.keys(), ...entries.keys()])];
  const changedIds = ids.filter((id) => !isEqual(read(id), readBefore(id)));
  if (changedIds.length === 0) return merge;
  let at = now;
  for (const entry of entries.values()) at = Math.max(at, findLastWrite(entry) + 1);
  // Once the user has changed the order, the entries get all positions that the user sees.
  const movedIds = changedIds.some(hasPosition) ? ids.filter((id) => hasPosition(id) && records.has(id)) : [];
  const isMoved = new Set(movedIds);
  const noted = new Map(entries);
  for (const id of new Set([...changedIds, ...movedIds])) {
    const [entry, value] = [entries.get(id), read(id)];
    const before = isMoved.has(id) ? (entry?.value ?? null) : readBefore(id);
    if (value !== null && !isEqual(before, value)) noted.set(id, writeEntry(entry, before, value, at));
    else if (value === null && isRemoved(id, entry?.value)) noted.set(id, { value, at });
  }
  return { entries: noted, views: listViews(noted, records) };
}

/** Lists what a merge changes in this computer's lists. @param own this computer's entries before the merge */
export function listChanges(merged: Entries, own: Entries, records: Records): Map<string, unknown> {
  const isStorable = ([id, { value }]: readonly [string, Entry]) =>
    value === null ? records.has(id) : isReadable(id, value);
  const storable = [...merged].filter(isStorable);
  const changed = storable.filter(
    ([id, { value }]) => !records.has(id) || !isEqual(value, own.get(id)?.value ?? null),
  );
  const isOrderChanged = changed.some(([id]) => hasPosition(id));
  const applied = isOrderChanged ? [...changed, ...storable.filter(([id]) => hasPosition(id))] : changed;
  return new Map(applied.map(([id, { value }]) => [id, value]));
}
