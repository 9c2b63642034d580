import { useEffect, useState } from 'react';
import { isRenderingPaused } from '../base/renderingPause.ts';
import { createStore } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { waitForPaint } from '../base/waitForPaint.ts';
import type { CallSession } from '../calling/call/session.ts';
import { usePhone } from '../calling/react.tsx';
import { joinStops } from '../base/subscriptions.ts';

/**
 * Returns the call that the call screen shows; `null` for none. It follows `front`, the call that belongs on the screen. But a new
 * front call waits a moment, because rendering its screen keeps the page busy: first the browser draws the pressed button, and the
 * SDK sets up the call (see `pauseRendering`). Meanwhile the earlier call stays on the screen.
 */
export function useShownCall(): CallSession | null {
  const phone = usePhone();
  // A store, because the component, which takes long to render, must render only when the shown call changes.
  const [shownKey] = useState(() => createStore(phone.state.get().front));
  useEffect(() => {
    let requestedKey = shownKey.get();
    let isPressDrawn = true;
    const showIfFree = () => {
      if (isPressDrawn && !isRenderingPaused.get()) shownKey.set(requestedKey);
    };
    const followFront = () => {
      const { front } = phone.state.get();
      const isShownCallOver = shownKey.get() !== null && !phone.findSession(shownKey.get() ?? '');
      if (front === requestedKey && !isShownCallOver) return;
      requestedKey = front;
      // Nothing waits if there is no new call, or if the shown call has ended.
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
