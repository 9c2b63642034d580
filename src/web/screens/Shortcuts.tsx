import { useEffect } from 'react';
import type { AnyCallFeature } from '../calling/call/feature.ts';
import { usePhone } from '../calling/react.tsx';
import { camera } from '../features/camera/camera.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';
import { hold } from '../features/hold/hold.ts';
import { mute } from '../features/mute/mute.ts';
import { raiseHand } from '../features/raise-hand/raiseHand.ts';
import { screenShare } from '../features/screen-share/screenShare.ts';
import { findAction, isUsedByField, readShortcut, type ShortcutAction } from '../settings/shortcuts.ts';

type InCallAction = Exclude<ShortcutAction, 'accept' | 'acceptWithVideo' | 'decline'>;
const featureByAction: Record<InCallAction, AnyCallFeature> = {
  mute,
  camera,
  screenShare,
  hold,
  raiseHand,
  hangUp,
};

/**
 * Handles the keyboard shortcuts for the incoming call and the front call (the call on the screen). They work in
 * text fields, too, except for keys that a field uses itself.
 */
export function Shortcuts() {
  const phone = usePhone();
  useEffect(() => {
    /** @returns whether there was a call on which the action could run */
    const runAction = (action: ShortcutAction): boolean => {
      const { front, incoming } = phone.state.get();
      const [incomingCall] = incoming;
      if (action === 'decline' || action === 'accept' || action === 'acceptWithVideo') {
        if (!incomingCall) return false;
        if (action === 'decline') void phone.declineCall(incomingCall.key);
        else void phone.acceptCall(incomingCall.key, { video: action === 'acceptWithVideo' });
        return true;
      }
      const session = phone.findSession(front ?? '');
      if (!session) return false;
      void session.run(featureByAction[action], undefined as never);
      return true;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented || isUsedByField(event)) return;
      const shortcut = readShortcut(event);
      const action = shortcut === null ? undefined : findAction(shortcut, phone.settings.get().shortcuts);
      // If there is no call for the action, the browser handles the keys.
      if (action && runAction(action)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [phone]);
  return null;
}
