import { useSyncExternalStore } from 'react';
import { subscribeToNothing } from '../base/subscriptions.ts';
import type { CallSession } from '../calling/call/session.ts';
import { usePersonName } from './PeopleProvider.tsx';

/**
 * Returns the name of a call's other participant, everywhere the same: from the directory or the user's contacts, or else the name
 * that the SDK gives, or else the number. Empty without a call, and while the SDK does not say who it is.
 */
export function useOtherName(session: CallSession | null | undefined): string {
  const subscribe = session?.call.subscribe ?? subscribeToNothing;
  const rawId = useSyncExternalStore(subscribe, () => session?.call.get().other ?? null);
  const displayName = useSyncExternalStore(subscribe, () => session?.call.get().otherName ?? null);
  return usePersonName(rawId, displayName);
}
