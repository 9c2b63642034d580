import { useSyncExternalStore } from 'react';
import type { Readable } from './store.ts';

/** Returns the value. The component renders again when the value changes. */
export const useReadable = <T>(readable: Readable<T>): T =>
  useSyncExternalStore(readable.subscribe, readable.get);
