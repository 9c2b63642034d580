import { useEffect, useSyncExternalStore } from 'react';
import { createNameSearch } from './nameSearch.ts';
import { toDisplayId } from './phoneNumbers.ts';
import { usePeople } from './PeopleProvider.tsx';
import type { People } from './people.ts';

/** Maps raw ids to the names that the directory has given so far. */
export type Names = ReturnType<People['names']['get']>;
const noNames: Names = new Map();

/** Returns the known names during a search; otherwise none, because each name that arrives would render a long list again. */
export function useNamesForSearch(isSearching: boolean): Names {
  const { names } = usePeople();
  return useSyncExternalStore(names.subscribe, () => (isSearching ? names.get() : noNames));
}

/** A person in a list. `name` or `displayName` (lists differ) is used until the directory has given a name. */
interface ListedPerson {
  /** Raw id. */
  readonly id: string;
  readonly name?: string | null;
  readonly displayName?: string | null;
}

/** While there is a search text, looks up everyone in a list. @returns the people whose names match; `null` without a text */
export function useMatchingPeople<Item extends ListedPerson>(
  list: readonly Item[],
  text: string,
): readonly Item[] | null {
  const people = usePeople();
  const isSearching = text.trim() !== '';
  const names = useNamesForSearch(isSearching);
  useEffect(() => {
    if (isSearching) for (const { id } of list) void people.find(id);
  }, [people, list, isSearching]);
  if (!isSearching) return null;
  const search = createNameSearch(text);
  return list.filter(
    ({ id, name, displayName }) =>
      search(names.get(id) ?? name ?? displayName ?? toDisplayId(id), id) !== 'no',
  );
}
