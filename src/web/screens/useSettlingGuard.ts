import type { MouseEvent } from 'react';
import { usePhone, usePhoneState } from '../calling/react.tsx';

/**
 * Returns whether another call has just come to the screen, and a handler that then refuses presses on the buttons of the call: the
 * user may mean the call that was here a moment ago. The handler asks the phone, because the rendered `isSettling` may be old.
 */
export function useSettlingGuard() {
  const phone = usePhone();
  const isSettling = usePhoneState((state) => state.isSettling);
  const refuseEarlyPress = (event: MouseEvent) => {
    if (phone.state.get().isSettling) event.stopPropagation();
  };
  return { isSettling, refuseEarlyPress };
}
