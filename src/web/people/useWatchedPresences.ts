import { useEffect, useRef } from 'react';
import type { Favourite } from './favouriteGroups.ts';
import { usePeople } from './PeopleProvider.tsx';
import { objectIdOf } from './rawId.ts';

/**
 * Watches the presence of all these people, also of those whose rows are not rendered. So one request covers everyone, and
 * scrolling sends no further request. Each row reads its presence with `usePresence`.
 */
export function useWatchedPresences(list: readonly Favourite[]): void {
  const { presences } = usePeople();
  /** Maps the object ids of the watched people to the functions that stop watching. */
  const stops = useRef(new Map<string, () => void>());
  useEffect(() => {
    const oids = new Set(list.flatMap(({ id }) => objectIdOf(id) ?? []));
    // Who stays in the list stays watched, because the presence of a person whom nobody watches is forgotten.
    for (const oid of oids)
      if (!stops.current.has(oid))
        stops.current.set(
          oid,
          presences.watch(oid, () => undefined),
        );
    for (const [oid, stop] of stops.current) if (!oids.has(oid) && stops.current.delete(oid)) stop();
  }, [presences, list]);
  useEffect(() => {
    const watched = stops.current;
    return () => {
      for (const stop of watched.values()) stop();
      watched.clear();
    };
  }, []);
}
