import { useCallback, useSyncExternalStore } from 'react';
import { objectId } from '../calling/people.ts';
import type { PhotoSize } from '../calling/photos.ts';
import { usePhone } from '../calling/react.tsx';

const nothing = () => () => undefined;

/** The address of somebody's portrait; `null` without one. @param rawId `null` while nobody knows who it is */
export function usePhoto(rawId: string | null, size: PhotoSize): string | null {
  const { photos } = usePhone().people;
  const oid = rawId === null ? null : objectId(rawId);
  const subscribe = useCallback(
    (listener: () => void) => (oid === null ? nothing() : photos.watch(oid, size, listener)),
    [photos, oid, size],
  );
  return useSyncExternalStore(subscribe, () => (oid === null ? null : photos.get(oid, size)));
}
