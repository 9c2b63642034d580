import { useEffect, useState } from 'react';
import { createStore } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { waitForPaint } from '../base/waitForPaint.ts';
import type { CallSession } from '../calling/call/session.ts';
import { usePhone } from '../calling/react.tsx';

/** Milliseconds after the first frame in which the SDK can set up a call before the call screen keeps the page busy. */
const setUpTimeMs = 200;

/** The states of a call before it is connected. */
const beginningStates: ReadonlySet<string> = new Set(['None', 'Connecting', 'Ringing', 'EarlyMedia']);

/**
 * Waits until the call screen may keep the page busy: until the browser has drawn a frame, and then until the call is connected,
 * or has had `setUpTimeMs` for sending its offer or answer. Each step of the set-up needs the page for a moment.
 */
async function waitForTurn(session: CallSession | undefined): Promise<void> {
  await waitForPaint();
  if (!session) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(finish, setUpTimeMs);
    const unsubscribe = session.call.subscribe(finishIfSettled);
    function finish(): void {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    }
    function finishIfSettled(): void {
      if (!beginningStates.has(session?.call.get().state ?? '')) finish();
    }
    finishIfSettled();
  });
}

/**
 * Returns the call for the call screen: the front call. A new front call is shown a moment later, because rendering its screen
 * keeps the page busy for many milliseconds. The user first sees that the press had an effect, and the SDK sends its offer or
 * answer meanwhile. Until then, this hook returns the call that was on the screen before.
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
      else
        void waitForTurn(phone.findSession(front)).then(() => requestedKey === front && shownKey.set(front));
    };
    followFront();
    return phone.state.subscribe(followFront);
  }, [phone, shownKey]);
  return phone.findSession(useReadable(shownKey) ?? '') ?? null;
}
