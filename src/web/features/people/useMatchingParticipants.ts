import { useEffect, useSyncExternalStore } from 'react';
import type { ParticipantSnapshot } from '../../calling/call/snapshot.ts';
import { toDisplayId } from '../../people/displayId.ts';
import { matchesName } from '../../people/matchesName.ts';
import { usePeople } from '../../people/PeopleProvider.tsx';

const noNames: ReadonlyMap<string, { readonly name: string | null }> = new Map();

/**
 * Finds the participants whose names match a search text. While there is a text, the directory is asked for the names
 * that the app does not know yet.
 * @returns all participants if there is no text
 */
export function useMatchingParticipants(
  participants: readonly ParticipantSnapshot[],
  text: string,
): readonly ParticipantSnapshot[] {
  const people = usePeople();
  const isSearching = text.trim() !== '';
  const names = useSyncExternalStore(people.names.subscribe, () =>
    isSearching ? people.names.get() : noNames,
  );
  useEffect(() => {
    if (isSearching) for (const { id } of participants) void people.find(id);
  }, [people, participants, isSearching]);
  if (!isSearching) return participants;
  return participants.filter(({ id, displayName }) =>
    matchesName(names.get(id)?.name ?? displayName ?? toDisplayId(id), text),
  );
}
