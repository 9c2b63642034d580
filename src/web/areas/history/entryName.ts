import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatPhoneNumber, toDisplayId } from '../../people/phoneNumbers.ts';
import type { People } from '../../people/people.ts';
import type { Names } from '../../people/useMatchingPeople.ts';
import type { HistoryEntry } from '../../history/entry.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useTargetName } from '../../people/useTargetName.ts';

/** Returns an entry's name, for the export: a person's name, the names of a group, or a meeting's subject. */
export function readEntryName({ other, name, target }: HistoryEntry, names: Names, t: TFunction): string {
  const nameOf = (rawId: string) => names.get(rawId) ?? toDisplayId(rawId);
  if (target?.kind === 'meeting') return target.subject ?? t('person.meeting');
  if (target) return target.rawIds.map(nameOf).join(', ');
  // `other` is the raw id of the other participant. `name` is the name that the service gave, which may be a phone number.
  const directoryName = other === null ? null : names.get(other);
  if (directoryName) return directoryName;
  if (name !== null) return formatPhoneNumber(name);
  return other === null ? t('history.someone') : toDisplayId(other);
}

/**
 * Returns an entry's name, for the search. A number without a name has an empty one, because the search compares its digits, and
 * formatting 10,000 numbers takes too long.
 */
export function readSearchName(entry: HistoryEntry, names: Names, t: TFunction): string {
  const { other, name, target } = entry;
  const isNumber = target === null && other !== null && other.startsWith('4:');
  return isNumber ? (names.get(other) ?? name ?? '') : readEntryName(entry, names, t);
}

/** Fills `people.names` with the entries' people. Looks them up one at a time, so that other requests need not wait for all. */
export async function lookUpNames(
  entries: readonly HistoryEntry[],
  people: Pick<People, 'find' | 'names'>,
  signal?: AbortSignal,
): Promise<void> {
  const rawIds = entries.flatMap(({ other, target, transferredTo }) => [
    ...(other === null ? [] : [other]),
    ...(target?.kind === 'people' ? target.rawIds : []),
    ...(transferredTo === undefined ? [] : [transferredTo]),
  ]);
  for (const rawId of new Set(rawIds)) {
    if (signal?.aborted) return;
    if (!people.names.get().has(rawId)) await people.find(rawId);
  }
}

/** The longest name that the list shows, in characters. Callers choose their own names, and a very long one is slow to draw. */
const maxNameLength = 200;

/** Returns an entry's name for a component, and looks up the entry's people. Cuts the name after `maxNameLength`. */
export function useEntryName({ other, name, target }: HistoryEntry): string {
  const { t } = useTranslation();
  const personName = usePersonName(other, name);
  const targetName = useTargetName(target);
  return (targetName || personName || t('history.someone')).slice(0, maxNameLength);
}
