import { useSyncExternalStore } from 'react';
import { listenTo } from './subscriptions.ts';

const subscribeToNetwork = (listener: () => void) => listenTo(globalThis, ['online', 'offline'], listener);

/** Returns whether the browser has a network. Even then, a service may be unreachable. */
export const useOnline = (): boolean => useSyncExternalStore(subscribeToNetwork, () => navigator.onLine);
