import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useReadable } from '../../base/useReadable.ts';
import { toBrowserDeviceId } from '../../calling/devices/browserDeviceId.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import type { Phone } from '../../calling/phone.ts';
import { createSounds, type SoundName } from './sounds.ts';
import { useIncomingCalls } from './useIncomingCalls.ts';
import { subscribeToNothing } from '../../base/subscriptions.ts';

/**
 * Plays the sounds of calls: the ringtone, a soft beep for an incoming call during another call, the ringback tone, and a
 * tone when a call ends.
 * @returns whether the browser blocks the ringtone of a call that rings
 */
export function useCallSounds(): { isRingtoneBlocked: boolean } {
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const endedCall = usePhoneState((state) => state.ended);
  const { ringer, speaker, ringVolume, doNotDisturb } = useReadable(phone.settings);
  const isRinging = useIncomingCalls().some((call) => !call.isAnswering) && !doNotDisturb;
  const isCalleeRinging = useFrontCallState(phone) === 'Ringing';
  const [sounds] = useState(createSounds);
  const soundName = selectSound(isRinging, calls.length > 0, isCalleeRinging);
  const device = soundName === 'ring' ? ringer : toBrowserId(speaker);

  useEffect(() => {
    const play = () => sounds.setLoop(soundName, { volume: ringVolume, device });
    play();
    // The next click or key press in the tab unblocks sounds.
    const playIfBlocked = () => {
      if (sounds.isBlocked.get()) play();
    };
    document.addEventListener('pointerup', playIfBlocked);
    document.addEventListener('keyup', playIfBlocked);
    return () => {
      document.removeEventListener('pointerup', playIfBlocked);
      document.removeEventListener('keyup', playIfBlocked);
    };
  }, [sounds, soundName, device, ringVolume]);
  useEffect(() => () => sounds.setLoop(null, { volume: 0, device: null }), [sounds]);

  const lastEndedCall = useRef(endedCall);
  useEffect(() => {
    if (endedCall && endedCall !== lastEndedCall.current)
      sounds.playOnce('ended', {
        volume: phone.settings.get().ringVolume,
        device: toBrowserId(phone.settings.get().speaker),
      });
    lastEndedCall.current = endedCall;
  }, [sounds, endedCall, phone]);
  return { isRingtoneBlocked: useReadable(sounds.isBlocked) && isRinging };
}

/** @param speaker the SDK's id, as in the settings. @returns the browser's id of the same device */
const toBrowserId = (speaker: string | null): string | null => speaker && toBrowserDeviceId(speaker);

/** @returns the sound to repeat; `null` for silence */
function selectSound(isRinging: boolean, isInCall: boolean, isCalleeRinging: boolean): SoundName | null {
  if (isRinging) return isInCall ? 'waiting' : 'ring';
  // In the call state `EarlyMedia`, the telephone network sends its own ringback tone.
  return isCalleeRinging ? 'ringback' : null;
}

/** The call state of the front call (the call on the screen); `null` while there is no call. */
function useFrontCallState(phone: Phone) {
  const front = usePhoneState((state) => state.front);
  const call = phone.findSession(front ?? '')?.call;
  return useSyncExternalStore(call?.subscribe ?? subscribeToNothing, () => call?.get().state ?? null);
}
