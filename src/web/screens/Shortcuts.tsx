import { findCallInSlot, findNextCall } from '../areas/calls/orderCalls.ts';
import type { CallFeature } from '../calling/call/feature.ts';
import { usePhone } from '../calling/react.tsx';
import { camera } from '../features/camera/camera.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';
import { hold } from '../features/hold/hold.ts';
import { mute } from '../features/mute/mute.ts';
import { raiseHand } from '../features/raise-hand/raiseHand.ts';
import { screenShare } from '../features/screen-share/screenShare.ts';
import {
  findAction,
  isSlotAction,
  isUsedByField,
  readShortcut,
  readSlot,
  type ShortcutAction,
} from '../settings/shortcuts.ts';
import { resumeTransferee } from '../transfer/startTransfer.ts';
import { useKeyDown } from '../ui/useKeyDown.ts';
import { useLandmarkKeys } from './useLandmarkKeys.ts';

/** The call features that a shortcut runs. */
const featureByAction: Partial<Record<ShortcutAction, CallFeature<unknown, undefined>>> = {
  mute,
  camera,
  screenShare,
  hold,
  raiseHand,
  hangUp,
};

/** Handles the shortcuts for the first incoming call and the front call (on the screen), and the keys that move the focus. */
export function Shortcuts() {
  const phone = usePhone();
  useLandmarkKeys();
  useShortcuts((action) => {
    const { front, incoming, isSettling, isHangUpSettling, areCardsSettling } = phone.state.get();
    const [incomingCall] = incoming;
    if (action === 'decline' || action === 'accept' || action === 'acceptWithVideo') {
      if (!incomingCall) return false;
      // The user may mean the call that was first a moment ago, so the keys do nothing.
      if (areCardsSettling) return true;
      if (action === 'decline') void phone.declineCall(incomingCall.key);
      else void phone.acceptCall(incomingCall.key, { video: action === 'acceptWithVideo' });
      return true;
    }
    if (action === 'resumeTransferee') return resumeTransferee(phone);
    if (action === 'nextCall') {
      const next = findNextCall(phone);
      if (next === null) return false;
      if (!isSettling) void phone.switchTo(next);
      return true;
    }
    if (isSlotAction(action)) {
      const chosen = findCallInSlot(phone, readSlot(action));
      // These keys name a call, so a change of the screen cannot redirect them.
      if (chosen !== null) void phone.switchTo(chosen);
      return chosen !== null;
    }
    const session = phone.findSession(front ?? '');
    const feature = featureByAction[action];
    // `PanelShortcuts` handles the actions `transfer` and `ask`, which have no feature here.
    if (!session || !feature) return false;
    // The user may mean the call that was on the screen a moment ago, so the keys do nothing.
    if (action === 'hangUp' ? isHangUpSettling : isSettling) return true;
    void session.run(feature, undefined);
    return true;
  });
  return null;
}

/**
 * Listens for keyboard shortcuts. They work in text fields, too, except for keys that a field uses itself.
 * @param runAction returns whether it has run the action. If not, other listeners and the browser get the keys.
 */
export function useShortcuts(runAction: (action: ShortcutAction) => boolean): void {
  const phone = usePhone();
  useKeyDown((event) => {
    if (event.repeat || event.defaultPrevented || isUsedByField(event)) return;
    const shortcut = readShortcut(event);
    const action = shortcut === null ? undefined : findAction(shortcut, phone.settings.get().shortcuts);
    if (action && runAction(action)) event.preventDefault();
  });
}
