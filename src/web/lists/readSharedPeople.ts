import type { Favourite } from '../people/favourites.ts';
import { changeGroups } from './favouriteRecords.ts';
import { readListsFile } from './listsFile.ts';
import { readKind } from './records.ts';

/**
 * Reads the favourites of a lists file that all users get, in the order in which the user who saved the file saw them.
 * @returns why the file is refused, for the administrator. `calls`: it has somebody's calls, which must not be public
 */
export function readSharedPeople(text: string): readonly Favourite[] | string {
  const records = readListsFile(text);
  if (typeof records === 'string') return records;
  if ([...records.keys()].some((id) => readKind(id) === 'call')) return 'calls';
  const [unnamed, ...named] = changeGroups([], records);
  return [...named, ...(unnamed ? [unnamed] : [])].flatMap(({ people }) => people);
}
