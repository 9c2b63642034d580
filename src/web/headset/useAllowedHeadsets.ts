import { useEffect } from 'react';
import { useReadable } from '../base/useReadable.ts';
import { allowedHeadsets, watchAllowedHeadsets } from './allowedHeadsets.ts';
import type { HidDevice } from './webHid.ts';

/** Returns the headsets that the user has allowed for this site and that are plugged in. */
export function useAllowedHeadsets(): readonly HidDevice[] {
  useEffect(watchAllowedHeadsets, []);
  return useReadable(allowedHeadsets);
}
