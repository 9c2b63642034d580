import { useSyncExternalStore } from 'react';
import { listenTo } from '../base/subscriptions.ts';
import { oneColumnQuery } from './screenWidth.ts';

const query = matchMedia(oneColumnQuery);
const subscribe = (listener: () => void) => listenTo(query, ['change'], listener);

/** Returns whether the screen has room for one column only. For what styles cannot change, such as a placeholder. */
export const useIsOneColumn = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
