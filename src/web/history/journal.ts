import { Change } from './change.ts';

/** A change that another page has written into its journal. */
interface ForeignRecord {
  /** The record's key in local storage. */
  readonly name: string;
  /** The record as local storage has it. */
  readonly text: string;
  readonly change: Change;
}

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
  /** @returns an empty list also for a record that only a newer build can read */
  const read = (name: string): ForeignRecord[] => {
    try {
      const text = localStorage.getItem(name) ?? 'null';
      return [{ name, text, change: Change.parse(JSON.parse(text)) }];
    } catch {
      return [];
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
    removeOwn: (key: string): void => remove(ownPrefix + key),
    /** Lists the records that earlier pages have left, and those of other tabs whose changes are being stored. */
    listForeign: (): ForeignRecord[] =>
      listNames().flatMap((name) => (name.startsWith(ownPrefix) ? [] : read(name))),
    /** Removes another page's record, unless that page has written a newer change meanwhile. */
    removeForeign: ({ name, text }: ForeignRecord): void => {
      if (read(name)[0]?.text === text) remove(name);
    },
    clear: (): void => listNames().forEach(remove),
  };
}
