import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../people/PeopleProvider.tsx';
import { createNameSearch } from '../../people/nameSearch.ts';
import { useNamesForSearch } from '../../people/useMatchingPeople.ts';
import type { HistoryEntry } from '../../history/entry.ts';
import { lookUpNames, readSearchName } from './entryName.ts';
import { findOutcome } from './outcome.ts';

/** The filters of the list, in the order of their buttons. */
export const filters = ['all', 'missed', 'incoming', 'outgoing', 'withNote'] as const;
export type Filter = (typeof filters)[number];

const passesFilter: Readonly<Record<Filter, (entry: HistoryEntry) => boolean>> = {
  all: () => true,
  // A call whose end the SDK does not explain may have been missed.
  missed: ({ outcome }) => outcome === 'missed' || outcome === 'unknown',
  incoming: (entry) => findOutcome(entry).isIncoming,
  outgoing: (entry) => !findOutcome(entry).isIncoming,
  withNote: ({ note, label }) => note !== undefined || label !== undefined,
};

/** Selects the entries that pass a filter, and whose name, number, note or label contains the query. */
export function filterEntries(
  entries: readonly HistoryEntry[],
  { filter, query, readName }: { filter: Filter; query: string; readName: (entry: HistoryEntry) => string },
): readonly HistoryEntry[] {
  const filtered = filter === 'all' ? entries : entries.filter(passesFilter[filter]);
  if (query.trim() === '') return filtered;
  const search = createNameSearch(query);
  return filtered.filter((entry) => {
    const texts = [readName(entry), entry.note, entry.label].filter(Boolean);
    return search(texts.join('\n'), entry.other ?? undefined) !== 'no';
  });
}

/** Returns a function that returns its last list while the entries are the same, so that a name that arrives renders nothing. */
function createListReuse() {
  let last: readonly HistoryEntry[] = [];
  return (next: readonly HistoryEntry[]): readonly HistoryEntry[] => {
    const isSame = next.length === last.length && next.every((entry, index) => entry === last[index]);
    if (!isSame) last = next;
    return last;
  };
}

/** The number of calls whose people a search looks up, because each person may cost a request. */
const maxLookedUpCalls = 500;

/**
 * Returns the entries to show. During a search, it also looks up the people of the newest calls, because the query may be a name.
 * Of older calls it knows the names that are stored with them.
 */
export function useVisibleEntries(entries: readonly HistoryEntry[], filter: Filter, query: string) {
  const { t } = useTranslation();
  const people = usePeople();
  const isSearching = query.trim() !== '';
  // During a search, a name may arrive every few milliseconds. The list can wait for it.
  const names = useDeferredValue(useNamesForSearch(isSearching));
  const [reuseList] = useState(createListReuse);
  useEffect(() => {
    if (!isSearching) return undefined;
    const abort = new AbortController();
    void lookUpNames(entries.slice(0, maxLookedUpCalls), people, abort.signal);
    return () => abort.abort();
  }, [isSearching, entries, people]);
  return useMemo(() => {
    const readName = (entry: HistoryEntry) => readSearchName(entry, names, t);
    return reuseList(filterEntries(entries, { filter, query, readName }));
  }, [entries, filter, query, names, t, reuseList]);
}
