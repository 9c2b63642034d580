import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useReadable } from '../../base/useReadable.ts';
import { browserId } from '../../calling/devices/browserId.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import type { Phone } from '../../calling/phone.ts';
import { createSounds, type SoundName } from './sounds.ts';
import { useIncomingCalls } from './useIncomingCalls.ts';

/**
 * Plays the sounds of calls: the ringtone, a soft beep for an incoming call during another call, the ringback tone, and a
 * tone when a call ends.
 * @returns whether a call rings and the browser blocks its sound
 */
export function useCallSounds(): { isRingtoneBlocked: boolean } {
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const ended = usePhoneState((state) => state.ended);
  const { ringer, speaker, ringVolume, doNotDisturb } = useReadable(phone.settings);
  const isRinging = useIncomingCalls().length > 0 && !doNotDisturb;
  const isCalleeRinging = useFrontState(phone) === 'Ringing';
  const [sounds] = useState(createSounds);
  const name = soundOf(isRinging, calls.length > 0, isCalleeRinging);
  const device = name === 'ring' ? ringer : outputOf(speaker);

  useEffect(() => {
    const play = () => sounds.loop(name, { volume: ringVolume, device });
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
  }, [sounds, name, device, ringVolume]);
  useEffect(() => () => sounds.loop(null, { volume: 0, device: null }), [sounds]);

  const lastEnded = useRef(ended);
  useEffect(() => {
    if (ended && ended !== lastEnded.current)
      sounds.once('ended', {
        volume: phone.settings.get().ringVolume,
        device: outputOf(phone.settings.get().speaker),
      });
    lastEnded.current = ended;
  }, [sounds, ended, phone]);
  return { isRingtoneBlocked: useReadable(sounds.isBlocked) && isRinging };
}

/** The settings store the speaker by the SDK's id. @returns the browser's id of the same device */
const outputOf = (speaker: string | null): string | null => speaker && browserId(speaker);

function soundOf(isRinging: boolean, isInCall: boolean, isCalleeRinging: boolean): SoundName | null {
  if (isRinging) return isInCall ? 'waiting' : 'ring';
  // In the call state `EarlyMedia`, the telephone network sends its own ringback tone.
  return isCalleeRinging ? 'ringback' : null;
}

/** The call state of the front call; `null` without one. */
function useFrontState(phone: Phone) {
  const front = usePhoneState((state) => state.front);
  const call = phone.session(front ?? '')?.call;
  return useSyncExternalStore(call?.subscribe ?? subscribeToNothing, () => call?.get().state ?? null);
}

const subscribeToNothing = () => () => {};
