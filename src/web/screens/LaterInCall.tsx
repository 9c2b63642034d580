import { useDeferredValue, type ReactNode } from 'react';
import { useCall } from '../calling/react.tsx';

/**
 * Renders parts of the call screen that are less urgent than the rest. If the call is connected when the screen appears, they
 * render after the rest, and in pieces (a transition), because the other side and its video are what the user waits for. While the
 * call is still being set up, they render at once: the user may want to hang up.
 * @see https://react.dev/reference/react/useDeferredValue
 */
export function LaterInCall({ children }: { children: ReactNode }) {
  const isConnected = useCall(({ state }) => state === 'Connected');
  return useDeferredValue(true, !isConnected) ? children : null;
}
