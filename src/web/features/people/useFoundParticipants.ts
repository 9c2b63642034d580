import { useMemo } from 'react';
import { isPresent, type ParticipantSnapshot } from '../../calling/call/snapshot.ts';
import { useCall } from '../../calling/react.tsx';
import { useMatchingPeople } from '../../people/useMatchingPeople.ts';

const nobody: readonly ParticipantSnapshot[] = [];

/**
 * Finds the participants in the call whose names match a search text. Without a text, the component does not re-render when a
 * participant changes.
 * @returns raw ids; `null` if there is no text
 */
export function useFoundParticipants(text: string): readonly string[] | null {
  const isSearching = text.trim() !== '';
  const participants = useCall((call) => (isSearching ? call.participants : nobody));
  const presentParticipants = useMemo(() => participants.filter(isPresent), [participants]);
  return useMatchingPeople(presentParticipants, text)?.map(({ id }) => id) ?? null;
}
