import * as z from 'zod/mini';
import { StoredEntry, maxNoteLength, type HistoryEntry } from '../history/entry.ts';
import type { History } from '../history/history.ts';
import type { Change } from '../history/change.ts';
import type { Favourites } from '../people/favourites.ts';
import { maxLabelLength, type Settings } from '../settings/settings.ts';
import type { Store } from '../base/store.ts';
import { changeGroups, FavouriteRecord, GroupRecord, readFavouriteRecords } from './favouriteRecords.ts';
import { changeSettings, readSettingRecords } from './settingRecords.ts';

/**
 * The user's lists as single records, by id: `favourite:` and the raw id, `group:` and the id, `call:` and the key, `setting:` and the
 * name. Records can be compared and merged one by one.
 */
export type Records = ReadonlyMap<string, unknown>;

/** New values of records, by id. `null` removes the record. */
type RecordChanges = ReadonlyMap<string, unknown>;

export interface Lists {
  readonly favourites: Pick<Favourites, 'groups'>;
  readonly history: Pick<History, 'entries' | 'changeMany' | 'remove'>;
  readonly settings: Store<Settings>;
}

/** The loose objects keep fields that only a newer build knows. */
const schemas = {
  favourite: FavouriteRecord,
  group: GroupRecord,
  call: StoredEntry.check(
    z.refine(({ note = '', label = '' }) => note.length <= maxNoteLength && label.length <= maxLabelLength),
  ),
  // Each setting that cannot be read gets its default (`settings/settings.ts`).
  setting: z.unknown(),
} satisfies Record<string, z.ZodMiniType>;
export type RecordKind = keyof typeof schemas;

/** The longest id that this build stores: the raw id of a call's chat is the longest part of one. */
const maxIdLength = 600;

/** @returns the kind of a record; `null` if only a newer build knows it */
export function readKind(id: string): RecordKind | null {
  const kind = id.slice(0, Math.max(id.indexOf(':'), 0));
  return Object.hasOwn(schemas, kind) ? (kind as RecordKind) : null;
}

/** Whether this build can store a record. */
export function isReadable(id: string, value: unknown): boolean {
  const kind = readKind(id);
  if (kind === null || id.length > maxIdLength) return false;
  const parsed = schemas[kind].safeParse(value);
  return parsed.success && (kind !== 'call' || id === toCallId(parsed.data as HistoryEntry));
}

const callPrefix = 'call:';
const toCallId = ({ key }: Pick<HistoryEntry, 'key'>): string => callPrefix + key;

/** Reads all records. The call history must be loaded. */
export const readRecords = ({ favourites, history, settings }: Lists): Records =>
  new Map<string, unknown>([
    ...readFavouriteRecords(favourites.groups.get()),
    ...history.entries.get().map((entry) => [toCallId(entry), entry] as const),
    ...readSettingRecords(settings.get()),
  ]);

/** Changes the lists. @param changes must be readable. @returns a promise that resolves when the changes are stored */
export async function changeLists(lists: Lists, changes: RecordChanges): Promise<void> {
  const pick = (...kinds: (RecordKind | null)[]): RecordChanges =>
    new Map([...changes].filter(([id]) => kinds.includes(readKind(id))));
  const groupChanges = pick('favourite', 'group');
  if (groupChanges.size > 0) lists.favourites.groups.change((groups) => changeGroups(groups, groupChanges));
  const settingChanges = pick('setting');
  if (settingChanges.size > 0) lists.settings.set(changeSettings(lists.settings.get(), settingChanges));
  const calls = [...pick('call')];
  const removedKeys = calls.flatMap(([id, value]) => (value === null ? [id.slice(callPrefix.length)] : []));
  if (removedKeys.length > 0) await lists.history.remove(removedKeys);
  const callChanges = calls.flatMap(([, value]) => (value === null ? [] : [toChange(value as HistoryEntry)]));
  if (callChanges.length > 0) await lists.history.changeMany(callChanges);
}

/** An empty note or label removes the one that is stored. */
const toChange = ({ note = '', label = '', ...entry }: HistoryEntry): Change => ({
  key: entry.key,
  formerKeys: [],
  mode: 'always',
  fields: { ...entry, note, label },
});
