import { openTabChannel, type TabChannel } from '../base/tabChannel.ts';
import { withTimeout } from '../base/withTimeout.ts';
import { applyChange, listKeys, type Change } from './change.ts';

const storeName = 'entries';
/** The index of the entries by the time at which the call began. */
const timeIndex = 'at';
/** How many entries are read at once. The main thread needs a few milliseconds for them, and is free between two readings. */
const chunkSize = 250;
/** Milliseconds after which the browser is taken to block the database. It usually needs a few. */
const openTimeoutMs = 10_000;

/** What a tab has changed: the entries with these keys, or all entries, which it has deleted. */
type Changed = readonly string[] | 'all';

/** Waits for a request of IndexedDB. */
const finish = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')));
  });

const waitForCommit = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('It was aborted.')));
  });

/**
 * Opens the database of a user's call history when it is first used. It has one record for each entry, under the entry's key. Each
 * function rejects if the browser blocks or cannot store the data.
 * @param oid Entra object id of the user
 * @param onChanged runs after a change by another tab
 */
export function createHistoryDatabase(oid: string, onChanged: (changed: Changed) => void) {
  const name = `switchboard.history.${oid}`;
  let opening: Promise<IDBDatabase> | null = null;
  let channel: TabChannel<Changed> | null = null;
  const open = async (): Promise<IDBDatabase> => {
    // Without a version number, which also opens the database of a newer build.
    const request = indexedDB.open(name);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(storeName).createIndex(timeIndex, 'at');
    });
    const database = await finish(request);
    // A newer build in another tab can only change the database when every other tab has closed it. The next use opens it again.
    const close = () => {
      database.close();
      opening = null;
    };
    database.addEventListener('versionchange', close);
    database.addEventListener('close', close);
    channel ??= openTabChannel(name, onChanged);
    return database;
  };
  const begin = async (mode: IDBTransactionMode): Promise<IDBTransaction> => {
    opening ??= withTimeout(open(), openTimeoutMs);
    try {
      return (await opening).transaction(storeName, mode);
    } catch (cause) {
      opening = null;
      throw cause;
    }
  };

  /**
   * Runs `work` in a transaction, waits until what it wrote is stored, and then tells the other tabs.
   * @param findChanged says what `work` has changed
   */
  const write = async <T>(
    work: (store: IDBObjectStore) => Promise<T>,
    findChanged: (result: T) => Changed,
  ): Promise<T> => {
    const transaction = await begin('readwrite');
    const [result] = await Promise.all([
      work(transaction.objectStore(storeName)),
      waitForCommit(transaction),
    ]);
    channel?.send(findChanged(result));
    return result;
  };

  return {
    /**
     * Changes entries.
     * @param listChanges runs when the transaction has begun, so that no older change can overwrite one of another tab
     * @returns what is stored under each changed key afterwards; `undefined` for nothing
     */
    change: (listChanges: () => readonly Change[]): Promise<ReadonlyMap<string, unknown>> =>
      write(
        async (store) => {
          const stored = new Map<string, unknown>();
          for (const change of listChanges()) {
            const values = await Promise.all(listKeys(change).map((key) => finish<unknown>(store.get(key))));
            const changed = applyChange(change, values);
            stored.set(change.key, changed ?? values[0]);
            if (changed === null) continue;
            store.put(changed, change.key);
            for (const key of change.formerKeys) {
              store.delete(key);
              stored.set(key, undefined);
            }
          }
          return stored;
        },
        (stored) => [...stored.keys()],
      ),

    /** @returns what is stored under each key; `undefined` for nothing */
    read: async (keys: readonly string[]): Promise<ReadonlyMap<string, unknown>> => {
      const store = (await begin('readonly')).objectStore(storeName);
      const read = async (key: string) => [key, await finish<unknown>(store.get(key))] as const;
      return new Map(await Promise.all(keys.map(read)));
    },

    /** Reads all entries in chunks, the newest chunk first. Inside a chunk, the oldest entry is the first one. */
    async *readChunks(): AsyncGenerator<readonly unknown[]> {
      const starts = await findChunkStarts((await begin('readonly')).objectStore(storeName).index(timeIndex));
      for (const [position, newest] of starts.entries()) {
        const nextChunk = starts[position + 1];
        const range =
          nextChunk === undefined
            ? IDBKeyRange.upperBound(newest)
            : IDBKeyRange.bound(nextChunk, newest, true, false);
        const store = (await begin('readonly')).objectStore(storeName);
        yield await finish<unknown[]>(store.index(timeIndex).getAll(range));
      }
    },

    remove: async (keys: readonly string[]): Promise<void> => {
      const removeEach = async (store: IDBObjectStore) => keys.forEach((key) => store.delete(key));
      await write(removeEach, () => keys);
    },

    clear: async (): Promise<void> => {
      await write(
        (store) => finish(store.clear()),
        () => 'all',
      );
    },
  };
}

/** @returns the time of the newest entry of each chunk, the newest first */
function findChunkStarts(index: IDBIndex): Promise<readonly IDBValidKey[]> {
  return new Promise((resolve, reject) => {
    const starts = new Set<IDBValidKey>();
    const request = index.openKeyCursor(null, 'prev');
    request.addEventListener('success', () => {
      const cursor = request.result;
      if (cursor === null) return resolve([...starts]);
      starts.add(cursor.key);
      cursor.advance(chunkSize);
    });
    request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')));
  });
}
