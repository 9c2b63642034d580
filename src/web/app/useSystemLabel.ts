import { useSyncExternalStore } from 'react';
import type { Readable } from '../base/store.ts';

/** What the stand-in for the Calling SDK is called; empty in a build that has the SDK itself. `vite.config.ts` sets both. */
declare const __STAND_IN__: string;

/**
 * Which system this is, for the top line: what stands in for the SDK, and what the configuration calls the system. The
 * first comes with the stand-in, so no configuration can pass such a phone off as a real one.
 */
export function useSystemLabel(configured: Readable<string | null>): string | null {
  const name = useSyncExternalStore(configured.subscribe, configured.get);
  const labels = [__STAND_IN__, name].filter(Boolean);
  return [...new Set(labels)].join(' · ') || null;
}
