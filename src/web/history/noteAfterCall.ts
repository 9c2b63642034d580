import { useLayoutEffect, useRef } from 'react';
import { createStore, type Readable } from '../base/store.ts';
import type { CallSnapshot } from '../calling/call/snapshot.ts';

/** The key of the history entry of an ended call whose note is open over the view; `null` for none. */
export const noteAfterCall = createStore<string | null>(null);

/**
 * If a call ends while the user writes its note, the note stays open (`noteAfterCall`), so that no sentence stays unfinished, or ends in
 * the note of the held caller who takes the screen.
 * @returns the `ref` of the element with the note
 */
export function useNoteAfterCall<Element extends HTMLElement>(call: Readable<CallSnapshot>) {
  const place = useRef<Element>(null);
  useLayoutEffect(() => {
    const element = place.current;
    // The clean-up of a layout effect runs before React removes the field, which still has the focus.
    return () => {
      const isWriting = element?.contains(document.activeElement) === true;
      const { state, id } = call.get();
      if (isWriting && state === 'Disconnected') noteAfterCall.set(id);
    };
  }, [call]);
  return place;
}
