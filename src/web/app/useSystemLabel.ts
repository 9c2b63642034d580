import { useSyncExternalStore } from 'react';
import type { Readable } from '../base/store.ts';

/** The name of the drop-in SDK; empty in a build with the real Calling SDK. `vite.config.ts` sets it. */
declare const __STAND_IN__: string;

/**
 * The label of this system in the top line: the name of the drop-in SDK, and the configuration's name for the system. The
 * build adds the first, so that no configuration can make an emulated phone look like a real one.
 * @returns `null` if neither has a name
 */
export function useSystemLabel(configured: Readable<string | null>): string | null {
  const name = useSyncExternalStore(configured.subscribe, configured.get);
  const labels = [__STAND_IN__, name].filter(Boolean);
  return [...new Set(labels)].join(' · ') || null;
}
