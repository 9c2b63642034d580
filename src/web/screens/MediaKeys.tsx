import { useEffect } from 'react';
import type { CallFeature } from '../calling/call/feature.ts';
import { useFeatureValue, usePhone, useSession } from '../calling/react.tsx';
import { camera } from '../features/camera/camera.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';
import { mute } from '../features/mute/mute.ts';
import { joinStops } from '../base/subscriptions.ts';

/**
 * Sets the handler of a media session action, if the browser knows the action. @returns a function that removes the handler
 * @param action a string, because TypeScript's library does not list the actions of calls yet
 * @see https://www.w3.org/TR/mediasession/#enumdef-mediasessionaction
 */
export function setMediaAction(action: string, handler: () => void): () => void {
  const set = (newHandler: (() => void) | null): void => {
    try {
      navigator.mediaSession.setActionHandler(action as MediaSessionAction, newHandler);
    } catch {
      // The browser does not know the action, or has no media session.
    }
  };
  set(handler);
  return () => set(null);
}

/** The media session actions of calls, each with the feature whose command it runs. */
const featureByAction: Readonly<Record<string, CallFeature<unknown, undefined>>> = {
  togglemicrophone: mute,
  togglecamera: camera,
  hangup: hangUp,
};

/**
 * Connects the call on the screen to the media controls of browser and operating system: a headset's mute key, and the buttons
 * of a picture-in-picture window. Firefox and Safari do not have these actions.
 * @see https://developer.mozilla.org/docs/Web/API/MediaSession/setActionHandler
 */
export function MediaKeys() {
  const phone = usePhone();
  const session = useSession();
  const isMuted = useFeatureValue(mute, (state) => state.isMuted) ?? false;
  const isCameraOn = useFeatureValue(camera, (state) => state.isOn) ?? false;
  useEffect(() => {
    const removals = Object.entries(featureByAction).map(([action, feature]) =>
      setMediaAction(action, () => {
        // The user may mean the call that was on the screen a moment ago.
        const { isSettling, isHangUpSettling } = phone.state.get();
        if (!(feature === hangUp ? isHangUpSettling : isSettling)) void session.run(feature, undefined);
      }),
    );
    return joinStops(...removals);
  }, [phone, session]);
  useEffect(() => {
    // Browsers without these actions lack the methods, although the types have them.
    const mediaSession = navigator.mediaSession as Partial<MediaSession> | undefined;
    void mediaSession?.setMicrophoneActive?.(!isMuted);
    void mediaSession?.setCameraActive?.(isCameraOn);
  }, [isMuted, isCameraOn]);
  return null;
}
