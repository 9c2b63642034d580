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

type InCall = Exclude<ShortcutAction, 'accept' | 'acceptWithVideo' | 'decline'>;
const inCall: Record<InCall, AnyCallFeature> = { mute, camera, screenShare, hold, raiseHand, hangUp };

/** Keys that work wherever the focus is, but for fields that somebody types in. They act on the call in front. */
export function Shortcuts() {
  const phone = usePhone();
  useEffect(() => {
    const act = (action: ShortcutAction): boolean => {
      const { front, incoming } = phone.state.get();
      const [ringing] = incoming;
      if (action === 'decline' || action === 'accept' || action === 'acceptWithVideo') {
        if (ringing && action === 'decline') void phone.decline(ringing.key);
        else if (ringing) void phone.accept(ringing.key, { video: action === 'acceptWithVideo' });
        return Boolean(ringing);
      }
      const session = phone.session(front ?? '');
      if (session) void session.run(inCall[action], undefined as never);
      return Boolean(session);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented || isTyping(event.target)) return;
      const shortcut = shortcutOf(event);
      const action = shortcut === null ? undefined : actionOf(shortcut, phone.settings.get().shortcuts);
      // Keys that have nothing to do now stay the browser's.
      if (action && act(action)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [phone]);
  return null;
}
