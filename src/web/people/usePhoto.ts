import { useCallback, useSyncExternalStore } from 'react';
import { usePeople } from './PeopleProvider.tsx';
import { objectId } from './rawId.ts';
import type { PhotoSize } from './photos.ts';

const subscribeToNothing = () => () => undefined;

/** The URL of a person's photo; `null` if there is none. @param rawId `null` while the person is unknown */
export function usePhoto(rawId: string | null, size: PhotoSize): string | null {
  const { photos } = usePeople();
  const oid = rawId === null ? null : objectId(rawId);
  const subscribe = useCallback(
    (listener: () => void) => (oid === null ? subscribeToNothing() : photos.watch(oid, size, listener)),
    [photos, oid, size],
  );
  return useSyncExternalStore(subscribe, () => (oid === null ? null : photos.get(oid, size)));
}
