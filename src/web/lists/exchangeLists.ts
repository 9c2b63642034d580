import type { History } from '../history/history.ts';
import { maxEntries } from '../history/history.ts';
import { storageFaults, type StoredValue } from '../base/storedValue.ts';
import { openKeptMerge, type KeptMerge } from './keptMerge.ts';
import { readSharedFile, writeSharedFile } from './listsFile.ts';
import {
  listChanges,
  listViews,
  mergeEntries,
  noteChanges,
  type Entries,
  type Merge,
} from './mergeEntries.ts';
import { mergeImported } from './mergeImported.ts';
import { changeLists, isReadable, readKind, readRecords, type Lists, type Records } from './records.ts';
import type { SyncFault, SyncStatus } from './syncStatus.ts';

/** The file with the lists in the app's folder of the user's OneDrive. No function rejects. */
export interface ListsFolder {
  /** @returns the file; without its text if that has this ETag; `null` if there is no file */
  readonly read: (
    knownETag: string | null,
  ) => Promise<{ readonly eTag: string; readonly text: string | null } | null | SyncFault>;
  /** @param eTag of the file that the text replaces; `null` for a new file. @returns `changed` if OneDrive has another file */
  readonly write: (
    text: string,
    eTag: string | null,
  ) => Promise<{ readonly eTag: string } | 'changed' | SyncFault>;
  /** Gives the file another name. */
  readonly setAside: () => Promise<SyncFault | null>;
  readonly remove: () => Promise<SyncFault | null>;
}

export interface ExchangeDeps {
  /** Entra object id of the user. */
  readonly oid: string;
  readonly lists: Lists & { readonly history: Pick<History, 'isLoading'> };
  readonly status: StoredValue<SyncStatus>;
  readonly folder: ListsFolder;
}

/** How often another computer may write just before this one. */
const maxAttempts = 4;
const noEntries: Entries = new Map();

/**
 * Merges this computer's lists with those in OneDrive, and writes the result to both. The call history must be loaded, and no
 * other tab may do this meanwhile.
 * @param isDue whether to ask OneDrive. `hasNews`: this computer has something to send
 * @returns why the lists are not up to date; `null` if they are; `later` if OneDrive was not asked
 */
export async function exchangeLists(
  deps: ExchangeDeps,
  isDue: (hasNews: boolean) => boolean,
): Promise<SyncFault | null | 'later'> {
  const kept = await openKeptMerge(deps.oid, deps.status);
  let own = kept.merge && noteOwn(deps, kept.merge);
  if (own && own !== kept.merge) await kept.write(own);
  if (!isDue(own?.isUnsent ?? true)) return 'later';
  let wasSetAside = false;
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const file = await deps.folder.read(own?.eTag ?? null);
    if (typeof file === 'string') return file;
    const shared = readShared(file, own);
    if (!kept.isValid()) return 'later';
    if (shared === 'unreadable') {
      const fault = await deps.folder.setAside();
      if (fault) return fault;
      wasSetAside = true;
      continue;
    }
    if (typeof shared === 'string') return shared;
    const merged = await mergeLists(deps, own, shared.entries);
    // A newer file must be read again, and not be taken for one that this build may replace.
    own = { ...merged, eTag: shared.isNewer ? null : (file?.eTag ?? null) };
    const written =
      own.isUnsent && !shared.isNewer && kept.isValid()
        ? await deps.folder.write(writeSharedFile(own.entries, new Date()), own.eTag)
        : null;
    if (written !== null && typeof written === 'object')
      own = { ...own, eTag: written.eTag, isUnsent: false };
    await kept.write(own);
    if (written === 'changed') continue;
    if (typeof written === 'string') return written;
    if (shared.isNewer) return 'newer';
    return wasSetAside ? 'setAside' : null;
  }
  return 'unavailable';
}

/** Reads the file. Without a text, it has what this computer has already sent. */
function readShared(
  file: { readonly text: string | null } | null,
  own: KeptMerge | null,
): ReturnType<typeof readSharedFile> {
  if (file === null) return { entries: noEntries, isNewer: false };
  if (file.text !== null) return readSharedFile(file.text);
  return { entries: own?.entries ?? noEntries, isNewer: false };
}

/** Notes what the user has changed here. @returns `own` itself if that is nothing */
function noteOwn({ lists, status }: ExchangeDeps, own: KeptMerge): KeptMerge {
  const records = readRecords(lists);
  const noted = noteChanges(own, records, Date.now(), createRemovalCheck(records, status.get().hasCleared));
  return noted === own ? own : { ...own, ...noted, isUnsent: true };
}

/** @returns a function that says whether a record that the lists no longer have has been removed by the user */
function createRemovalCheck(records: Records, hasCleared: boolean) {
  const calls = [...records].filter(([id]) => readKind(id) === 'call');
  const readTime = (value: unknown) => (value as { readonly at: number }).at;
  const oldest = calls.length < maxEntries ? null : Math.min(...calls.map(([, value]) => readTime(value)));
  // A browser that loses the database loses all calls.
  const isHistoryLost = calls.length === 0 && !hasCleared;
  return (id: string, value: unknown): boolean => {
    if (storageFaults.get().length > 0) return false;
    if (readKind(id) !== 'call') return true;
    return !isHistoryLost && (oldest === null || readTime(value) >= oldest);
  };
}

/** Merges the shared entries with the lists, and changes the lists. */
async function mergeLists(
  deps: ExchangeDeps,
  kept: KeptMerge | null,
  shared: Entries,
): Promise<Omit<KeptMerge, 'eTag'>> {
  // Notes again what the user has changed while the file was being loaded.
  const own = kept ? noteOwn(deps, kept) : await mergeFirst(deps.lists, shared);
  const { entries, hasNews } = mergeEntries(own.entries, shared);
  const records = readRecords(deps.lists);
  const changes = listChanges(entries, own.entries, records);
  const changing = changes.size > 0 ? changeLists(deps.lists, changes) : null;
  // Favourites and settings have changed. The calls change later, and the user may change them meanwhile, which counts as a change.
  const after = new Map(changes.size > 0 ? readRecords(deps.lists) : records);
  for (const [id, value] of changes) {
    if (readKind(id) !== 'call') continue;
    if (value === null) after.delete(id);
    else after.set(id, value);
  }
  await changing;
  const isUnsent = hasNews || (shared === kept?.entries && kept.isUnsent);
  return { entries, views: listViews(entries, after), isUnsent };
}

/**
 * Merges for the first time, as an import from a file does: what is here stays, and counts as the latest write. Only the groups of
 * the file that have become groups of the same name here count as removed.
 */
async function mergeFirst(lists: Lists, shared: Entries): Promise<Merge> {
  const readable = [...shared].flatMap(([id, { value }]) =>
    value !== null && isReadable(id, value) ? [[id, value] as const] : [],
  );
  await changeLists(lists, mergeImported(readRecords(lists), new Map(readable)).changes);
  const isRemoved = (id: string, value: unknown) => readKind(id) === 'group' && isReadable(id, value);
  return noteChanges({ entries: shared, views: new Map() }, readRecords(lists), Date.now(), isRemoved);
}
