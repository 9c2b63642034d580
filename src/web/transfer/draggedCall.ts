import { createStore } from '../base/store.ts';

/**
 * Session key of the call that the user is dragging; `null` at all other times. Browsers hide the data of a drag from the elements
 * that it passes over, so these elements read the call from here.
 */
export const draggedCall = createStore<string | null>(null);
