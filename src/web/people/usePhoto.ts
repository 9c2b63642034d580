import { useCallback, useSyncExternalStore } from 'react';
import { usePeople } from './PeopleProvider.tsx';
import { objectId } from './rawId.ts';
import type { PhotoSize } from './photos.ts';

const nothing = () => () => undefined;

/** The address of somebody's portrait; `null` without one. @param rawId `null` while nobody knows who it is */
export function usePhoto(rawId: string | null, size: PhotoSize): string | null {
  const { photos } = usePeople();
  const oid = rawId === null ? null : objectId(rawId);
  const subscribe = useCallback(
    (listener: () => void) => (oid === null ? nothing() : photos.watch(oid, size, listener)),
    [photos, oid, size],
  );
  return useSyncExternalStore(subscribe, () => (oid === null ? null : photos.get(oid, size)));
}
