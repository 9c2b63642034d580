import { listenTo } from '../base/subscriptions.ts';
import { useReadable } from '../base/useReadable.ts';
import { noSideColumnQuery, oneColumnQuery, touchScreenQuery } from './screenWidth.ts';

// For what styles cannot change, such as a placeholder.

function watch(condition: string) {
  let query: MediaQueryList | undefined;
  // Not at once, because the build loads this file in Node to render the first screen.
  const open = () => (query ??= matchMedia(condition));
  return {
    get: () => open().matches,
    subscribe: (listener: () => void) => listenTo(open(), ['change'], listener),
  };
}

const oneColumn = watch(oneColumnQuery);
const noSideColumn = watch(noSideColumnQuery);
const lowPhone = watch(`${oneColumnQuery} and (max-height: 400px)`);
const screenKeyboard = watch(`${oneColumnQuery}, ${touchScreenQuery}`);

/** Returns whether the screen has room for one column only. */
export const useIsOneColumn = (): boolean => useReadable(oneColumn);
/** Returns whether the screen has room for one column only, and is low, such as that of a phone with a keyboard on it. */
export const useIsLowPhone = (): boolean => useReadable(lowPhone);
/** Returns whether the screen has no column for the calls. */
export const useHasNoSideColumn = (): boolean => useReadable(noSideColumn);
/** Returns whether the user probably types on the screen, where Enter looks like a key that searches or closes the keyboard. */
export const useHasScreenKeyboard = (): boolean => useReadable(screenKeyboard);
