import { useEffect } from 'react';
import type { AnyCallFeature } from '../calling/call/feature.ts';
import { usePhone } from '../calling/react.tsx';
import { camera } from '../features/camera/camera.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';
import { hold } from '../features/hold/hold.ts';
import { mute } from '../features/mute/mute.ts';
import { raiseHand } from '../features/raise-hand/raiseHand.ts';
import { screenShare } from '../features/screen-share/screenShare.ts';
import { actionOf, isTyping, shortcutOf, type ShortcutAction } from '../settings/shortcuts.ts';

type InCallAction = Exclude<ShortcutAction, 'accept' | 'acceptWithVideo' | 'decline'>;
const featureOf: Record<InCallAction, AnyCallFeature> = {
  mute,
  camera,
  screenShare,
  hold,
  raiseHand,
  hangUp,
};

/** Keyboard shortcuts for the incoming call and the front call. They work everywhere except in text fields. */
export function Shortcuts() {
  const phone = usePhone();
  useEffect(() => {
    /** @returns whether there was a call to act on */
    const runAction = (action: ShortcutAction): boolean => {
      const { front, incoming } = phone.state.get();
      const [ringing] = incoming;
      if (action === 'decline' || action === 'accept' || action === 'acceptWithVideo') {
        if (ringing && action === 'decline') void phone.declineCall(ringing.key);
        else if (ringing) void phone.acceptCall(ringing.key, { video: action === 'acceptWithVideo' });
        return Boolean(ringing);
      }
      const session = phone.findSession(front ?? '');
      if (session) void session.run(featureOf[action], undefined as never);
      return Boolean(session);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented || isTyping(event.target)) return;
      const shortcut = shortcutOf(event);
      const action = shortcut === null ? undefined : actionOf(shortcut, phone.settings.get().shortcuts);
      // Without a call to act on, the browser keeps the keys.
      if (action && runAction(action)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [phone]);
  return null;
}
