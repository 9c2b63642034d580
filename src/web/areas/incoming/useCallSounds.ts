import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useReadable } from '../../base/useReadable.ts';
import { browserId } from '../../calling/devices/browserId.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import type { Phone } from '../../calling/phone.ts';
import { createSounds, type SoundName } from './sounds.ts';
import { useRinging } from './useRinging.ts';

/** What is to be heard of calls: the ring, a soft beep when there is a call already, and the ringing at the far end. */
export function useCallSounds(): { refused: boolean } {
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const ended = usePhoneState((state) => state.ended);
  const { ringer, speaker, ringVolume, doNotDisturb } = useReadable(phone.settings);
  const isRinging = useRinging().length > 0 && !doNotDisturb;
  const frontRings = useFrontState(phone) === 'Ringing';
  const [sounds] = useState(createSounds);
  const name = wanted(isRinging, calls.length > 0, frontRings);
  const device = name === 'ring' ? ringer : outputOf(speaker);

  useEffect(() => {
    const play = () => sounds.loop(name, { volume: ringVolume, device });
    play();
    // Refused? The next touch of this window allows it.
    const again = () => {
      if (sounds.refused.get()) play();
    };
    document.addEventListener('pointerup', again);
    document.addEventListener('keyup', again);
    return () => {
      document.removeEventListener('pointerup', again);
      document.removeEventListener('keyup', again);
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
  return { refused: useReadable(sounds.refused) && isRinging };
}

/** The speaker is chosen by the SDK's id, and these sounds are played by the browser. */
const outputOf = (speaker: string | null): string | null => speaker && browserId(speaker);

function wanted(isRinging: boolean, isInCall: boolean, frontRings: boolean): SoundName | null {
  if (isRinging) return isInCall ? 'waiting' : 'ring';
  // With early media the network sends its own sound.
  return frontRings ? 'ringback' : null;
}

function useFrontState(phone: Phone) {
  const front = usePhoneState((state) => state.front);
  const call = phone.session(front ?? '')?.call;
  return useSyncExternalStore(call?.subscribe ?? never, () => call?.get().state ?? null);
}

const never = () => () => {};
