import { useEffect, useState } from 'react';
import { createStore } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { waitForPaint } from '../base/waitForPaint.ts';
import type { CallSession } from '../calling/call/session.ts';
import { usePhone } from '../calling/react.tsx';

/**
 * Returns the call for the call screen: the front call. A new front call is shown only after the browser has drawn a frame,
 * because rendering its screen keeps the page busy for many milliseconds. The user first sees that the press had an effect, and
 * the SDK sends its offer or answer meanwhile. Until then, this hook returns the call that was on the screen before.
 * @returns `null` if there is no call to show
 */
export function useShownCall(): CallSession | null {
  const phone = usePhone();
  // A store, because the component must not render before the screen changes: it contains all parts of the page.
  const [shownKey] = useState(() => createStore(phone.state.get().front));
  useEffect(() => {
    let requestedKey = shownKey.get();
    const followFront = () => {
      const { front } = phone.state.get();
      if (front === requestedKey) return;
      requestedKey = front;
      const isShownCallOver = shownKey.get() !== null && !phone.findSession(shownKey.get() ?? '');
      if (front === null || isShownCallOver) shownKey.set(front);
      else void waitForPaint().then(() => requestedKey === front && shownKey.set(front));
    };
    followFront();
    return phone.state.subscribe(followFront);
  }, [phone, shownKey]);
  return phone.findSession(useReadable(shownKey) ?? '') ?? null;
}
