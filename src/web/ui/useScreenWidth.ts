import { listenTo } from '../base/subscriptions.ts';
import { useReadable } from '../base/useReadable.ts';
import { noSideColumnQuery, oneColumnQuery } from './screenWidth.ts';

// For what styles cannot change, such as a placeholder.

function watch(condition: string) {
  const query = matchMedia(condition);
  return {
    get: () => query.matches,
    subscribe: (listener: () => void) => listenTo(query, ['change'], listener),
  };
}

const oneColumn = watch(oneColumnQuery);
const noSideColumn = watch(noSideColumnQuery);

/** Returns whether the screen has room for one column only. */
export const useIsOneColumn = (): boolean => useReadable(oneColumn);
/** Returns whether the screen has no column for the calls. */
export const useHasNoSideColumn = (): boolean => useReadable(noSideColumn);
