import * as z from 'zod/mini';
import { readEntries } from '../base/readEntries.ts';
import { runWhenIdle } from '../base/runWhenIdle.ts';
import { createSerialQueue } from '../base/serialQueue.ts';
import { createStore, type Readable } from '../base/store.ts';
import { createStoredValue, endUnstored, forgetStoredValue, noteStorageFault } from '../base/storedValue.ts';
import { joinStops } from '../base/subscriptions.ts';
import { applyChange, joinChanges, listKeys, type Change } from './change.ts';
import { createHistoryDatabase } from './database.ts';
import { maxNoteLength, StoredEntry, type HistoryEntry } from './entry.ts';
import { openJournal } from './journal.ts';

/** What the user adds to an entry. */
type Annotation = Pick<HistoryEntry, 'note' | 'label'>;

/** The list that builds before 0.3.0 keep in local storage. A tab may still run such a build. */
const OlderHistory = z.pipe(
  z.looseObject({
    entries: z.array(z.unknown()),
    /** When the user last looked at the list, in milliseconds since 1970. */
    seenAt: z.number(),
    /** Entries that only a newer build can read. They stay in this list. */
    unreadable: z._default(z.array(z.unknown()), []),
  }),
  z.transform((stored) => ({
    ...stored,
    // Replaces `entries` and `unreadable`, because this build may read what an older one could not.
    ...readEntries(StoredEntry, [...stored.entries, ...stored.unreadable]),
  })),
);
const emptyOlderHistory: z.infer<typeof OlderHistory> = { entries: [], seenAt: 0, unreadable: [] };

/** If there are more entries than this, the history removes the oldest ones. */
export const maxEntries = 10_000;

/** The name of the stored value with the list of older builds. @param oid Entra object id of the user */
const getOlderHistoryName = (oid: string): string => `history.${oid}`;
/** The name of the stored time at which the user last looked at the list. */
const getSeenName = (oid: string): string => `historySeen.${oid}`;

/** The functions that empty this page's histories after a sign-out, by the user's object id. */
const forgetByOid = new Map<string, (forGood: boolean) => void>();

/**
 * Deletes a user's call history, also in every open tab.
 * @param forGood whether this page must not store calls of the user any more, for example after a sign-out
 * @returns a promise that resolves when the entries are deleted
 */
export async function forgetHistory(oid: string, { forGood }: { forGood: boolean }): Promise<void> {
  forgetByOid.get(oid)?.(forGood);
  forgetStoredValue(getOlderHistoryName(oid), { forGood });
  forgetStoredValue(getSeenName(oid), { forGood });
  openJournal(oid).clear();
  // If the browser blocks the database, there is nothing to delete.
  await createHistoryDatabase(oid, () => {})
    .clear()
    .catch(() => {});
}

/** The longest time until the stored entries are read, in milliseconds. Usually the page has an idle moment earlier. */
const latestLoadMs = 2_000;
const waitUntilIdle = () => new Promise<void>((resolve) => runWhenIdle(resolve, latestLoadMs));

const toChange = (mode: Change['mode'], entry: HistoryEntry): Change => ({
  key: entry.key,
  formerKeys: [],
  mode,
  fields: { ...entry },
});

/** Returns the fields of an annotation as a change stores them: a note that is too long is cut. */
const toFields = ({ note, ...others }: Annotation): Annotation => ({
  ...others,
  ...(note !== undefined && { note: note.slice(0, maxNoteLength) }),
});

/**
 * Creates the call history of a user of this browser. It keeps all entries in memory, where components read them at once, and in
 * a database (IndexedDB), from which it reads them in idle moments after its creation. The database has a record for each entry,
 * so a change costs the same however long the history is, and tabs can write at the same moment.
 *
 * If the browser blocks the database, changes stay in the journal in local storage (`journal.ts`). If that is blocked, too, they
 * live as long as the page.
 * @param oid Entra object id of the user
 */
export function createHistory(oid: string) {
  const older = createStoredValue(getOlderHistoryName(oid), OlderHistory, emptyOlderHistory);
  const seenAt = createStoredValue(getSeenName(oid), z.number(), 0);
  const journal = openJournal(oid);
  const queue = createSerialQueue();
  const entriesByKey = new Map<string, HistoryEntry>();
  /** Newest first. */
  const list = createStore<readonly HistoryEntry[]>([]);
  const isLoading = createStore(true);
  const lastAnnotated = createStore<{ readonly key: string } | null>(null);
  /** The changes of this tab that the database does not have yet, and whether the journal has each. The key is the entry's. */
  const pending = new Map<string, { readonly change: Change; readonly isInJournal: boolean }>();
  /** The notes and labels of calls that have no entry yet, by the call's key. */
  const waitingAnnotations = new Map<string, Annotation>();
  /** Whether the page must not store anything any more. */
  let isForbidden = false;
  const unstoredName = `history.${oid}`;
  /** Grows when the history is cleared, so that nothing that was read before comes back. */
  let generation = 0;

  const database = createHistoryDatabase(oid, (changed) => {
    if (changed === 'all') return reset();
    void showChanged(changed);
  });

  /** Sorts, because the entries of parallel calls arrive in any order. Drops the oldest ones above the limit. */
  const publish = () => {
    const sorted = [...entriesByKey.values()].toSorted((first, second) => second.at - first.at);
    const oldKeys = sorted.slice(maxEntries).map(({ key }) => key);
    for (const key of oldKeys) entriesByKey.delete(key);
    // If this fails, the next page that loads the history tries it again.
    if (oldKeys.length > 0) void database.remove(oldKeys).catch(() => {});
    list.set(sorted.slice(0, maxEntries));
  };
  /** Puts what is stored under a key into the list, with this tab's changes that are not stored yet. */
  const show = (key: string, stored: unknown) => {
    const change = pending.get(key)?.change;
    const value = (change && applyChange(change, [stored])) ?? stored;
    const isRenamed = [...pending.values()].some((waiting) => waiting.change.formerKeys.includes(key));
    const entry = isRenamed || value === undefined ? null : StoredEntry.safeParse(value);
    if (entry?.success) entriesByKey.set(key, entry.data);
    else entriesByKey.delete(key);
    if (entry?.success === false) noteStorageFault('unreadable');
  };
  const showAll = (stored: ReadonlyMap<string, unknown>) => {
    for (const [key, value] of stored) show(key, value);
    publish();
  };
  const showChanged = async (keys: readonly string[]) => {
    const before = generation;
    const stored = await database.read(keys).catch(() => null);
    if (stored && generation === before) showAll(stored);
  };
  /** Changes an entry in the list. @returns whether the change applies to the list */
  const changeList = (change: Change): boolean => {
    const keys = listKeys(change);
    const changed = applyChange(
      change,
      keys.map((key) => entriesByKey.get(key)),
    );
    const entry = changed && StoredEntry.safeParse(changed).data;
    if (!entry) return false;
    for (const key of keys) entriesByKey.delete(key);
    entriesByKey.set(change.key, entry);
    return true;
  };

  /**
   * Stores changes, and shows what is stored then.
   * @param listChanges runs when nothing can come between it and the storing
   * @returns whether the history was not cleared meanwhile
   */
  const store = async (listChanges: () => readonly Change[]): Promise<boolean> => {
    const before = generation;
    const stored = await database.change(listChanges);
    if (generation !== before) return false;
    showAll(stored);
    return true;
  };
  const storePending = async () => {
    // An earlier call has stored them, or the history was cleared.
    if (pending.size === 0) return;
    let changes: readonly Change[] = [];
    const isStored = await store(() => {
      changes = Array.from(pending.values(), (waiting) => waiting.change);
      return changes;
    });
    if (!isStored) return;
    for (const { key } of changes.filter((stored) => pending.get(stored.key)?.change === stored)) {
      pending.delete(key);
      journal.removeOwn(key);
    }
    if (pending.size === 0) endUnstored(unstoredName);
  };
  const storeSoon = () =>
    void queue.run(storePending).catch(() => {
      // The changes that are in the journal are safe. The next change, or the next page, tries to store them.
      if ([...pending.values()].some(({ isInJournal }) => !isInJournal))
        noteStorageFault('notStored', unstoredName);
    });

  const change = (next: Change) => {
    if (!changeList(next)) return;
    if (!isForbidden) {
      const earlier = listKeys(next).flatMap((key) => pending.get(key)?.change ?? []);
      const joined = earlier.reduce((later, first) => joinChanges(first, later), next);
      for (const { key } of earlier) {
        pending.delete(key);
        if (key !== joined.key) journal.removeOwn(key);
      }
      pending.set(joined.key, { change: joined, isInJournal: journal.write(joined) });
      storeSoon();
    }
    // Last, because a listener may change the history again.
    publish();
  };

  /** Moves the entries of an older build from local storage into the database. If that fails, the entries stay where they are. */
  const takeOverOlder = async () => {
    let { entries } = older.get();
    if (entries.length === 0) return;
    const isStored = await store(() => {
      // The user may have signed out meanwhile.
      ({ entries } = older.get());
      return entries.map((entry) => toChange('always', entry));
    });
    if (!isStored) return;
    const storedTexts = new Set(entries.map((entry) => JSON.stringify(entry)));
    older.change((current) => ({
      ...current,
      entries: current.entries.filter((entry) => !storedTexts.has(JSON.stringify(entry))),
    }));
  };
  /** Moves the journals of earlier pages into the database. If that fails, the journals stay where they are. */
  const takeOverJournals = async () => {
    let records = journal.listForeign();
    if (records.length === 0) return;
    await store(() => {
      // Reads them again: meanwhile another tab may have stored a change and then a newer one, which must stay.
      records = journal.listForeign();
      return records.map((record) => record.change);
    });
    for (const record of records) journal.removeForeign(record);
  };
  const showOlder = () => {
    for (const entry of older.get().entries) changeList(toChange('always', entry));
    publish();
  };

  const load = async () => {
    try {
      await queue.run(takeOverOlder);
      await queue.run(takeOverJournals);
      const before = generation;
      let chunkCount = 0;
      for await (const chunk of database.readChunks()) {
        if (generation !== before) break;
        for (const stored of chunk) {
          const entry = StoredEntry.safeParse(stored);
          if (!entry.success) noteStorageFault('unreadable');
          else if (pending.size === 0) entriesByKey.set(entry.data.key, entry.data);
          else show(entry.data.key, stored);
        }
        chunkCount += 1;
        // The list shows the newest entries at once. It shows all others together, so that it renders only twice.
        if (chunkCount === 1) publish();
        await waitUntilIdle();
      }
    } catch {
      noteStorageFault('unreadable');
    }
    publish();
    isLoading.set(false);
  };

  const reset = () => {
    generation += 1;
    pending.clear();
    entriesByKey.clear();
    publish();
  };
  forgetByOid.set(oid, (forGood) => {
    isForbidden = forGood;
    reset();
  });

  showOlder();
  for (const record of journal.listForeign()) changeList(record.change);
  publish();
  older.subscribe(() => {
    showOlder();
    // If this fails, the entries stay in local storage.
    void queue.run(takeOverOlder).catch(() => {});
  });
  runWhenIdle(() => void load(), latestLoadMs);

  const readSeenAt = () => Math.max(seenAt.get(), older.get().seenAt);
  /** The last result of `countMissed`, because components ask for it often. */
  let counted = { entries: list.get(), since: 0, count: 0 };
  const countMissed = (): number => {
    const [entries, since] = [list.get(), readSeenAt()];
    if (counted.entries !== entries || counted.since !== since) {
      const missed = entries.filter(({ outcome, at }) => outcome === 'missed' && at > since);
      counted = { entries, since, count: missed.length };
    }
    return counted.count;
  };

  return {
    /** Newest first. */
    entries: list as Readable<readonly HistoryEntry[]>,
    /** Whether the stored entries are still being read. Until then, the list may be empty or have only the newest entries. */
    isLoading: isLoading as Readable<boolean>,
    /** The call whose note or label the user is changing in this tab. The listeners run before each change. */
    lastAnnotated: lastAnnotated as Readable<{ readonly key: string } | null>,
    /** The number of calls missed since the user last looked at the list. */
    missedCount: {
      subscribe: (listener: () => void) =>
        joinStops(list.subscribe(listener), seenAt.subscribe(listener), older.subscribe(listener)),
      get: countMissed,
    },
    /** Adds the entry of a call, unless another tab has added one already. */
    add: (entry: HistoryEntry): void => change(toChange('ifAbsent', entry)),
    /** Adds or replaces the entry of a call of this tab. @param formerKey its earlier key, if the SDK has changed the id */
    put: (entry: HistoryEntry, formerKey = entry.key): void => {
      const annotation = waitingAnnotations.get(entry.key) ?? {};
      waitingAnnotations.delete(entry.key);
      // The entry keeps its annotation, and its fields that only a newer build knows.
      const putEntry = toChange('always', { ...entry, ...toFields(annotation) });
      change({ ...putEntry, formerKeys: formerKey === entry.key ? [] : [formerKey] });
    },
    /** Changes the note or the label of a call, even if the call has no entry yet. An empty text removes it. */
    annotate: (key: string, annotation: Annotation): void => {
      lastAnnotated.set({ key });
      if (!entriesByKey.has(key))
        waitingAnnotations.set(key, { ...waitingAnnotations.get(key), ...annotation });
      change({ key, formerKeys: [], mode: 'ifStored', fields: { ...toFields(annotation) } });
    },
    /** Resets `missedCount` to 0, because the user looks at the list. */
    markSeen: (): void => seenAt.set(Date.now()),
    /**
     * Makes many changes, without the journal, which has no room for them: if the page is closed before the promise resolves, some
     * may be missing.
     */
    changeMany: async (changes: readonly Change[]): Promise<void> => {
      if (isForbidden) return;
      try {
        await queue.run(() => store(() => changes));
      } catch {
        for (const unstored of changes) changeList(unstored);
        publish();
        noteStorageFault('notStored');
      }
    },
    remove: async (keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        pending.delete(key);
        journal.removeOwn(key);
        entriesByKey.delete(key);
      }
      publish();
      await queue.run(() => database.remove(keys)).catch(() => noteStorageFault('notStored'));
    },
    clear: (): void => {
      reset();
      journal.clear();
      older.set(emptyOlderHistory);
      seenAt.set(Date.now());
      void queue.run(database.clear).catch(() => noteStorageFault('notStored'));
    },
  };
}

export type History = ReturnType<typeof createHistory>;
