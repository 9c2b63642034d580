import { useSyncExternalStore } from 'react';
import type { Readable } from './store.ts';

/** The value of a `Readable`; the component renders again when it changes. */
export const useReadable = <T>(readable: Readable<T>): T =>
  useSyncExternalStore(readable.subscribe, readable.get);
