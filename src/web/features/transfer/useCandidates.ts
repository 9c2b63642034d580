import { useReadable } from '../../base/useReadable.ts';
import type { PeoplePicker } from '../../callee/usePeoplePicker.ts';
import { lacksCountryCode, removeDuplicateIds, selectNewIds } from '../../calling/call/target.ts';
import { sessionsOf } from '../../calling/calls/followCalls.ts';
import { useCall, usePhone } from '../../calling/react.tsx';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { usePeople } from '../../people/PeopleProvider.tsx';
import { rawIdOf } from '../../people/rawId.ts';

/** A person or phone number that the user can choose as the target of a transfer. */
export interface Candidate {
  readonly rawId: string;
  /** A name to show while the directory has not answered; `null` if none is known. */
  readonly name: string | null;
}

/** Longer lists cost more time than typing two letters of the name. */
const maxCandidates = 30;

/** Whether the text is the beginning of a word of the name. */
const matches = (name: string, text: string): boolean =>
  ` ${name.toLowerCase()}`.includes(` ${text.trim().toLowerCase()}`);

/**
 * Finds the people to whom the front call can be transferred. They are the participants of the user's other calls, the favourites
 * and the people of the latest calls, whose names the user need not type. People of the directory follow when the user types, so
 * that they never move the others.
 */
export function useCandidates({ input: { text }, callee, rawIds }: PeoplePicker): readonly Candidate[] {
  const phone = usePhone();
  const people = usePeople();
  const names = useReadable(people.names);
  const favourites = useReadable(people.favourites.list);
  const entries = useReadable(useHistory().entries);
  const transfereeId = useCall((call) => call.other);

  const storedNames = new Map<string, string>();
  for (const { other, name } of entries) if (other !== null && name !== null) storedNames.set(other, name);
  for (const { id, name } of favourites) storedNames.set(id, name);
  for (const { oid, name } of callee.suggestions) storedNames.set(rawIdOf(oid), name);
  const nameOf = (rawId: string) => names.get(rawId)?.name ?? storedNames.get(rawId) ?? null;

  const familiarIds = [
    ...sessionsOf(phone).map((session) => session.call.get().other),
    ...favourites.map(({ id }) => id),
    ...entries.map(({ other }) => other),
  ].filter((rawId): rawId is string => rawId !== null && !lacksCountryCode(rawId));
  const matchingIds = removeDuplicateIds(familiarIds).filter((rawId) => matches(nameOf(rawId) ?? '', text));
  const foundIds = [
    ...callee.suggestions.map(({ oid }) => rawIdOf(oid)),
    ...(rawIds.length === 1 ? rawIds : []),
  ];
  const unsuitableIds = [phone.ownId, ...(transfereeId === null ? [] : [transfereeId])];
  return selectNewIds([...matchingIds, ...(text === '' ? [] : foundIds)], { alreadyPresent: unsuitableIds })
    .slice(0, maxCandidates)
    .map((rawId) => ({ rawId, name: nameOf(rawId) }));
}
