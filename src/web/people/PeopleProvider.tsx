import { createContext, use, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import type { People } from './people.ts';
import { formatPhoneNumber, toDisplayId } from './phoneNumbers.ts';

const PeopleContext = createContext<People | null>(null);

/** Gives names, photos, presence and favourites to the components inside it. */
export const PeopleProvider = ({ people, children }: { people: People; children: ReactNode }) => (
  <PeopleContext value={people}>{children}</PeopleContext>
);

/** @throws if the component is not inside a `<PeopleProvider>` */
export function usePeople(): People {
  const people = use(PeopleContext);
  if (people === null) throw new Error('This component belongs inside <PeopleProvider>.');
  return people;
}

/**
 * Looks a person up, and returns the name to show: from the directory or the user's Outlook contacts, or else the SDK's display
 * name, or else the id without its prefix.
 */
export function usePersonName(rawId: string | null, displayName: string | null = null): string {
  const people = usePeople();
  const directoryName = useSyncExternalStore(
    people.names.subscribe,
    () => (rawId === null ? null : people.names.get().get(rawId)?.name) ?? null,
  );
  useEffect(() => {
    if (rawId !== null) void people.find(rawId);
  }, [people, rawId]);
  if (directoryName !== null) return directoryName;
  // For a caller from the telephone network, the SDK gives the phone number as the display name.
  if (displayName !== null) return formatPhoneNumber(displayName);
  return rawId === null ? '' : toDisplayId(rawId);
}
