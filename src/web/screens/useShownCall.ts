import { useEffect, useState } from 'react';
import { isRenderingPaused } from '../base/renderingPause.ts';
import { createStore } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { waitForPaint } from '../base/waitForPaint.ts';
import type { CallSession } from '../calling/call/session.ts';
import { usePhone } from '../calling/react.tsx';
import { joinStops } from '../base/subscriptions.ts';

/**
 * Returns the call for the call screen; `null` if there is none. That is the front call, but a new one only a moment later, because
 * rendering its screen keeps the page busy. First the browser draws that the user's press had an effect, and the SDK sets up the
 * call (see `pauseRendering`). Until then, the call that was on the screen before stays.
 */
export function useShownCall(): CallSession | null {
  const phone = usePhone();
  // A store, so that the component renders only when the screen changes: rendering it takes long.
  const [shownKey] = useState(() => createStore(phone.state.get().front));
  useEffect(() => {
    let requestedKey = shownKey.get();
    let isPressDrawn = true;
    const showIfFree = () => {
      if (isPressDrawn && !isRenderingPaused.get()) shownKey.set(requestedKey);
    };
    const followFront = () => {
      const { front } = phone.state.get();
      if (front === requestedKey) return;
      requestedKey = front;
      const isShownCallOver = shownKey.get() !== null && !phone.findSession(shownKey.get() ?? '');
      isPressDrawn = front === null || isShownCallOver;
      if (isPressDrawn) return shownKey.set(front);
      void waitForPaint().then(() => {
        if (requestedKey !== front) return;
        isPressDrawn = true;
        showIfFree();
      });
    };
    followFront();
    return joinStops(phone.state.subscribe(followFront), isRenderingPaused.subscribe(showIfFree));
  }, [phone, shownKey]);
  return phone.findSession(useReadable(shownKey) ?? '') ?? null;
}
