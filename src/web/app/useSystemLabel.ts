import { useSyncExternalStore } from 'react';
import type { Readable } from '../base/store.ts';

/**
 * The name of the drop-in SDK, which replaces the Calling SDK in builds for development and tests. The name is empty in a
 * build with the real Calling SDK. `vite.config.ts` sets this constant.
 */
declare const __STAND_IN__: string;

/**
 * The label in the app's header: the name of the drop-in SDK, if the build has one, and the deployment's name. The build adds
 * the SDK's name, so that no configuration can make a simulated phone look like a real one.
 * @param configuredName the name that `config.json` gives this deployment; `null` for no name
 * @returns `null` if the header needs no label
 */
export function useSystemLabel(configuredName: Readable<string | null>): string | null {
  const name = useSyncExternalStore(configuredName.subscribe, configuredName.get, () => null);
  const labels = [__STAND_IN__, name].filter(Boolean);
  const differentLabels = [...new Set(labels)];
  return differentLabels.join(' · ') || null;
}
