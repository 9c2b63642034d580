import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../people/PeopleProvider.tsx';
import { toDisplayId } from '../../people/phoneNumbers.ts';
import { simplifyText, useNamesForSearch } from '../../people/useMatchingPeople.ts';
import type { HistoryEntry } from '../../history/history.ts';
import { lookUpNames, readEntryName } from './entryName.ts';
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

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Matches a text that may be part of a phone number, with any grouping of the digits. */
const numberPattern = /^[\d\s()+./-]+$/;

/** Selects the entries that pass a filter, and whose name, number, note or label contains the query. */
export function filterEntries(
  entries: readonly HistoryEntry[],
  { filter, query, readName }: { filter: Filter; query: string; readName: (entry: HistoryEntry) => string },
): readonly HistoryEntry[] {
  const filtered = entries.filter(passesFilter[filter]);
  const simpleQuery = simplifyText(query.trim());
  if (simpleQuery === '') return filtered;
  const queryDigits = numberPattern.test(simpleQuery) ? digitsOf(simpleQuery) : '';
  return filtered.filter((entry) => {
    const { other, note = '', label = '' } = entry;
    const number = other?.startsWith('4:') ? toDisplayId(other) : '';
    if (queryDigits !== '' && digitsOf(number).includes(queryDigits)) return true;
    return [readName(entry), number, note, label].some((text) => simplifyText(text).includes(simpleQuery));
  });
}

/** Returns the entries to show. During a search, it also looks up all entries' people, because the query may be a name. */
export function useVisibleEntries(entries: readonly HistoryEntry[], filter: Filter, query: string) {
  const { t } = useTranslation();
  const people = usePeople();
  const isSearching = query.trim() !== '';
  const names = useNamesForSearch(isSearching);
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
