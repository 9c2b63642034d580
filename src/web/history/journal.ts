import { Change } from './change.ts';

/**
 * The journal of a user's call history, in local storage. A tab writes each change into the journal before the database
 * (IndexedDB) stores the change, and removes it afterwards. So a page that is being closed loses nothing: local storage writes at
 * once, and the next page reads the journal. Each tab has records of its own, because two tabs that wrote the same text could
 * lose a change.
 * @param oid Entra object id of the user
 */
export function openJournal(oid: string) {
  const prefix = `switchboard.kept.historyChange.${oid}.`;
  const ownPrefix = `${prefix}${crypto.randomUUID()}.`;
  const listNames = (): string[] => {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    } catch {
      // The browser blocks storage.
      return [];
    }
  };
  /** @returns `null` also for a record that only a newer build can read */
  const read = (name: string): Change | null => {
    try {
      return Change.safeParse(JSON.parse(localStorage.getItem(name) ?? 'null')).data ?? null;
    } catch {
      return null;
    }
  };
  const remove = (name: string): void => {
    try {
      localStorage.removeItem(name);
    } catch {
      // The browser blocks storage, so there is no record.
    }
  };
  return {
    /** Writes the change of an entry, in place of this tab's earlier one. @returns whether the record could be written */
    write: (change: Change): boolean => {
      try {
        localStorage.setItem(ownPrefix + change.key, JSON.stringify(change));
        return true;
      } catch {
        return false;
      }
    },
    /** Removes this tab's record of an entry. */
    removeOwn: (key: string): void => remove(ownPrefix + key),
    /** Lists the records that earlier pages have left, and those of other tabs whose changes are being stored. */
    listForeign: (): { readonly name: string; readonly change: Change }[] =>
      listNames().flatMap((name) => {
        const change = name.startsWith(ownPrefix) ? null : read(name);
        return change === null ? [] : [{ name, change }];
      }),
    remove,
    clear: (): void => listNames().forEach(remove),
  };
}
