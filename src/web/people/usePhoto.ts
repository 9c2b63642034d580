import { useCallback, useSyncExternalStore } from 'react';
import { usePeople } from './PeopleProvider.tsx';
import { objectIdOf } from './rawId.ts';
import type { PhotoSize } from './photos.ts';
import { subscribeToNothing } from '../base/subscriptions.ts';

/** Returns the URL of a person's photo; `null` if there is no photo, and until it is fetched. */
export function usePhoto(rawId: string | null, size: PhotoSize): string | null {
  const { photos } = usePeople();
  const oid = rawId === null ? null : objectIdOf(rawId);
  const subscribe = useCallback(
    (listener: () => void) => (oid === null ? subscribeToNothing() : photos.watch(oid, size, listener)),
    [photos, oid, size],
  );
  return useSyncExternalStore(subscribe, () => (oid === null ? null : photos.get(oid, size)));
}
