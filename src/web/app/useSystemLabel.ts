import { useSyncExternalStore } from 'react';
import type { Readable } from '../base/store.ts';

/** The name of the drop-in SDK in builds for development and tests, otherwise empty. `vite.config.ts` sets it. */
declare const __STAND_IN__: string;

/**
 * The label in the header: the drop-in SDK, if the build has one, and the deployment. No configuration can hide the SDK.
 * @param configuredName the name in `config.json`; `null` for none. @returns `null` if there is neither
 */
export function useSystemLabel(configuredName: Readable<string | null>): string | null {
  const name = useSyncExternalStore(configuredName.subscribe, configuredName.get, () => null);
  return [...new Set([__STAND_IN__, name].filter(Boolean))].join(' · ') || null;
}
