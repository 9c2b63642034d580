import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useReadable } from '../base/useReadable.ts';
import { isOneClickId } from '../calling/call/target.ts';
import type { HistoryEntry } from '../history/entry.ts';
import { useHistory } from '../history/HistoryProvider.tsx';
import { usePeople } from '../people/PeopleProvider.tsx';
import { createNameSearch } from '../people/nameSearch.ts';

/** Somebody whom the app knows without asking the directory. */
export interface KnownPerson {
  /** The SDK's id of the person, for example `8:orgid:…`, or of the phone number, `4:+14255550100`. */
  readonly rawId: string;
  /** `null` if the app knows only the id. */
  readonly name: string | null;
}

const noEntries: readonly HistoryEntry[] = [];
const noPeople: readonly KnownPerson[] = [];

/**
 * Returns whom the app knows: the favourites, the list of all users, then the people of the call history, the latest first, then the user's Outlook
 * contacts. Nobody is listed twice.
 * @param isWanted whether the caller needs the list. The history is long, and the contacts cost a request
 */
export function useKnownPeople(isWanted: boolean): readonly KnownPerson[] {
  const { favourites, sharedFavourites, numberNames } = usePeople();
  const history = useHistory();
  const favouriteList = useReadable(favourites.list);
  const shared = useReadable(sharedFavourites).people;
  const contacts = useReadable(numberNames.contacts);
  const entries = useSyncExternalStore(history.entries.subscribe, () =>
    isWanted ? history.entries.get() : noEntries,
  );
  useEffect(() => {
    if (isWanted) numberNames.loadContacts();
  }, [isWanted, numberNames]);
  return useMemo(() => {
    if (!isWanted) return noPeople;
    const names = new Map<string, string | null>();
    const add = (rawId: string, name: string | null) => names.set(rawId, names.get(rawId) ?? name);
    for (const { id, name } of [...favouriteList, ...shared]) add(id, name);
    for (const { other, name } of entries) if (other !== null && isOneClickId(other)) add(other, name);
    for (const [number, name] of contacts) add(`4:${number}`, name);
    return Array.from(names, ([rawId, name]) => ({ rawId, name }));
  }, [isWanted, favouriteList, shared, entries, contacts]);
}

/** How many known people the suggestions may contain, because their list is short. */
const maxMatches = 8;

/**
 * Returns the known people whose name or number matches the text, at once and without a request.
 * @param text empty for no search
 */
export function useKnownMatches(text: string): readonly KnownPerson[] {
  const people = usePeople();
  const isSearching = text.trim() !== '';
  const knownPeople = useKnownPeople(isSearching);
  return useMemo(() => {
    if (!isSearching) return noPeople;
    // Reads the names without subscribing to them: a name that arrives later need not change the suggestions.
    const names = people.names.get();
    const search = createNameSearch(text);
    const found: KnownPerson[] = [];
    for (const { rawId, name: storedName } of knownPeople) {
      const name = names.get(rawId) ?? storedName;
      // Leaves out matches inside a word: they would be above the directory's better matches, which come later.
      if (search(name ?? '', rawId) === 'begins') found.push({ rawId, name });
      if (found.length === maxMatches) break;
    }
    return found;
  }, [isSearching, text, knownPeople, people]);
}
