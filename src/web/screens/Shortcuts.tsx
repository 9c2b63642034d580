import { useEffect, useEffectEvent } from 'react';
import type { CallFeature } from '../calling/call/feature.ts';
import { usePhone } from '../calling/react.tsx';
import { camera } from '../features/camera/camera.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';
import { hold } from '../features/hold/hold.ts';
import { mute } from '../features/mute/mute.ts';
import { raiseHand } from '../features/raise-hand/raiseHand.ts';
import { screenShare } from '../features/screen-share/screenShare.ts';
import { type ShortcutAction, findAction, isUsedByField, readShortcut } from '../settings/shortcuts.ts';
import { resumeTransferee } from '../transfer/startTransfer.ts';
import { useLandmarkKeys } from './useLandmarkKeys.ts';

type FeatureAction = Exclude<
  ShortcutAction,
  'accept' | 'acceptWithVideo' | 'decline' | 'transfer' | 'resumeTransferee'
>;
const featureByAction: Record<FeatureAction, CallFeature<unknown, undefined>> = {
  mute,
  camera,
  screenShare,
  hold,
  raiseHand,
  hangUp,
};

/** Handles the shortcuts for the incoming call and the front call (the call on the screen), and the keys that move the focus. */
export function Shortcuts() {
  const phone = usePhone();
  useLandmarkKeys();
  useShortcuts((action) => {
    const { front, incoming, isSettling, areCardsSettling } = phone.state.get();
    const [incomingCall] = incoming;
    if (action === 'decline' || action === 'accept' || action === 'acceptWithVideo') {
      if (!incomingCall) return false;
      // The key may be meant for the call that rang first a moment ago, so it does nothing.
      if (areCardsSettling) return true;
      if (action === 'decline') void phone.declineCall(incomingCall.key);
      else void phone.acceptCall(incomingCall.key, { video: action === 'acceptWithVideo' });
      return true;
    }
    // `TransferShortcut` handles this action.
    if (action === 'transfer') return false;
    if (action === 'resumeTransferee') return resumeTransferee(phone);
    const session = phone.findSession(front ?? '');
    if (!session) return false;
    // The key may be meant for the call that was on the screen a moment ago, so it does nothing.
    if (isSettling) return true;
    void session.run(featureByAction[action], undefined);
    return true;
  });
  return null;
}

/**
 * Handles the keyboard shortcuts of some actions. They work in text fields, too, except for keys that a field uses itself.
 * @param runAction returns whether it has handled the action. If not, other handlers and the browser get the keys.
 */
export function useShortcuts(runAction: (action: ShortcutAction) => boolean): void {
  const phone = usePhone();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || event.defaultPrevented || isUsedByField(event)) return;
    const shortcut = readShortcut(event);
    const action = shortcut === null ? undefined : findAction(shortcut, phone.settings.get().shortcuts);
    if (action && runAction(action)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
