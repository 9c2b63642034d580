import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../people/PeopleProvider.tsx';
import type { HistoryEntry } from '../../history/history.ts';
import { lookUpNames, readEntryName, type Names } from './entryName.ts';
import { filterEntries, type Filter } from './filterEntries.ts';

const noNames: Names = new Map();

/** Returns the entries that the filter and the search leave. A search also looks up the names of rows out of sight. */
export function useVisibleEntries(
  entries: readonly HistoryEntry[],
  filter: Filter,
  query: string,
): readonly HistoryEntry[] {
  const { t } = useTranslation();
  const people = usePeople();
  const isSearching = query.trim() !== '';
  // Without a search the names do not matter, so the list need not render again for each name that arrives.
  const names = useSyncExternalStore(people.names.subscribe, () =>
    isSearching ? people.names.get() : noNames,
  );
  useEffect(() => {
    if (!isSearching) return undefined;
    const abort = new AbortController();
    void lookUpNames(entries, people, abort.signal);
    return () => abort.abort();
  }, [isSearching, entries, people]);
  return useMemo(
    () => filterEntries(entries, { filter, query, readName: (entry) => readEntryName(entry, names, t) }),
    [entries, filter, query, names, t],
  );
}
