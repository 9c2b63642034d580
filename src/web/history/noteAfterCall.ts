import { useLayoutEffect, useRef } from 'react';
import { createStore } from '../base/store.ts';
import type { CallSession } from '../calling/call/session.ts';
import { usePhone } from '../calling/react.tsx';

/** The key of the history entry whose note is open over the view, although another call or none is on the screen; `null` for none. */
export const noteAfterCall = createStore<string | null>(null);

/** The key of the call whose note goes on in the page of this call, which comes to the screen; `null` for none. */
let continuedNote: string | null = null;

/**
 * A text belongs to the call for which the user typed its first letter. If the screen changes by itself while the user writes the note
 * of a call, because this call ends or the SDK starts another one, the note stays open (`noteAfterCall`). So no sentence stays
 * unfinished, or ends in the note of the caller who takes the screen.
 * @returns the `ref` of the element with the note
 */
export function useNoteAfterCall<Element extends HTMLElement>({ key, call }: CallSession) {
  const phone = usePhone();
  const place = useRef<Element>(null);
  useLayoutEffect(() => {
    const element = place.current;
    const field = element?.querySelector('textarea');
    if (continuedNote === key && field) {
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    }
    continuedNote = null;
    // The clean-up of a layout effect runs before React removes the field, which still has the focus.
    return () => {
      const isWriting = element?.contains(document.activeElement) === true;
      const { state, id } = call.get();
      const { front } = phone.state.get();
      const isReplacedBySdk = phone.findSession(front ?? '')?.call.get().startedFor?.why === 'sdk';
      if (!isWriting) return;
      if (state === 'Disconnected') noteAfterCall.set(id);
      else if (front === key) continuedNote = key;
      else if (isReplacedBySdk) noteAfterCall.set(id);
    };
  }, [key, call, phone]);
  return place;
}
