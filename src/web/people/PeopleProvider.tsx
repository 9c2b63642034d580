import { createContext, use, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import type { People } from './people.ts';
import { formatNumber, shortId } from './shortId.ts';

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
 * The name to show for a raw id: the directory's, or else the SDK's display name, or else the id. The component renders again
 * when the directory answers.
 * @param rawId `null` while the person is unknown; the name is empty then
 */
export function usePersonName(rawId: string | null, displayName: string | null = null): string {
  const people = usePeople();
  const name = useSyncExternalStore(
    people.names.subscribe,
    () => (rawId === null ? null : people.names.get().get(rawId)?.name) ?? null,
  );
  useEffect(() => {
    if (rawId !== null) void people.find(rawId);
  }, [people, rawId]);
  // For a caller from the telephone network, the SDK gives the number as the display name.
  return (
    name ??
    (displayName === null ? null : formatNumber(displayName)) ??
    (rawId === null ? '' : shortId(rawId))
  );
}
