import { useSyncExternalStore } from 'react';
import type { Readable } from '../base/store.ts';

/**
 * *Emulator* in a build with the drop-in SDK, the emulator's replacement of the Calling SDK. Empty in a build with the real
 * Calling SDK. `vite.config.ts` sets this constant.
 */
declare const __STAND_IN__: string;

/**
 * The label in the app's header, for example *Emulator · Staging*. The build adds *Emulator*, so that no configuration can make
 * an emulated phone look like a real one.
 * @param configuredName the name that `config.json` gives this deployment; `null` for no name
 * @returns `null` if the header needs no label
 */
export function useSystemLabel(configuredName: Readable<string | null>): string | null {
  const name = useSyncExternalStore(configuredName.subscribe, configuredName.get);
  const labels = [__STAND_IN__, name].filter(Boolean);
  const differentLabels = [...new Set(labels)];
  return differentLabels.join(' · ') || null;
}
