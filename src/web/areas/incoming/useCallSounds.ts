import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import { useReadable } from '../../base/useReadable.ts';
import { toBrowserDeviceId } from '../../calling/devices/browserDeviceId.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { useIncomingCalls } from './useIncomingCalls.ts';
import { listenTo, subscribeToNothing } from '../../base/subscriptions.ts';
import { createStore } from '../../base/store.ts';

/**
 * The files in `public/sounds`. `ring`: a call rings. `waiting`: a call rings during another call. `ringback`: the callee's
 * device rings. `ended`: a call has ended. `held`: a caller has been on hold for long.
 */
type SoundName = 'ring' | 'ringback' | 'waiting' | 'ended' | 'held';

interface SoundOutput {
  /** From 0 to 1. */
  readonly volume: number;
  /** The browser's `deviceId` of an audio output; `null` for the system's default. */
  readonly device: string | null;
}

/**
 * Milliseconds until a sound starts. Starting a sound blocks the page for about 10 ms, which would delay the drawing of an
 * incoming call or the set-up of a call. The user does not notice the delay of the sound.
 */
const startDelayMs = 80;

function createSounds() {
  const elements = new Map<SoundName, HTMLAudioElement>();
  /** Whether the browser blocks the sound, as it does before the first click in a tab. */
  const isBlocked = createStore(false);
  let loopedSound: SoundName | null = null;

  const prepareAudio = (name: SoundName): HTMLAudioElement => {
    const audio = elements.get(name) ?? new Audio(`/sounds/${name}.wav`);
    elements.set(name, audio);
    return audio;
  };

  /** @param isCurrent asked after each wait: whether the sound should still be played */
  const play = async (name: SoundName, output: SoundOutput, isCurrent: () => boolean) => {
    const audio = prepareAudio(name);
    audio.volume = output.volume;
    await Promise.all([
      selectOutput(audio, output.device),
      new Promise((resolve) => setTimeout(resolve, startDelayMs)),
    ]);
    if (!isCurrent()) return;
    try {
      await audio.play();
      isBlocked.set(false);
    } catch (cause) {
      // An AbortError means that the app stopped the sound before it started, not that the browser blocked it.
      const wasStopped = cause instanceof DOMException && cause.name === 'AbortError';
      if (!wasStopped && isCurrent()) isBlocked.set(true);
    }
  };

  return {
    isBlocked,
    /** Repeats a sound until `setLoop` runs again. `null` stops the sound. */
    setLoop(name: SoundName | null, output: SoundOutput): void {
      if (loopedSound !== null && loopedSound !== name) {
        const previousAudio = prepareAudio(loopedSound);
        previousAudio.pause();
        previousAudio.currentTime = 0;
      }
      loopedSound = name;
      if (name === null) return isBlocked.set(false);
      prepareAudio(name).loop = true;
      return void play(name, output, () => loopedSound === name);
    },
    playOnce: (name: SoundName, output: SoundOutput): void => void play(name, output, () => true),
  };
}

/** Chooses the device that plays a sound, if the browser supports that; the system's default if the device is disconnected. */
async function selectOutput(audio: HTMLAudioElement, device: string | null): Promise<void> {
  // An empty id stands for the system's default.
  const sinkId = device ?? '';
  if (!('setSinkId' in audio) || audio.sinkId === sinkId) return;
  try {
    await audio.setSinkId(sinkId);
  } catch {
    // If even the default fails, the sound keeps the device that it has.
    if (audio.sinkId !== '') await audio.setSinkId('').catch(() => {});
  }
}

/**
 * Plays the sounds of calls: the ringtone, the waiting tone, the ringback tone, the tone after a call, and the reminder of a
 * caller on hold.
 * @returns whether the browser blocks the ringtone of a call that rings
 */
export function useCallSounds(): { isRingtoneBlocked: boolean } {
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const endedCall = usePhoneState((state) => state.ended);
  const { ringer, speaker, ringVolume, doNotDisturb } = useReadable(phone.settings);
  const isRinging = useIncomingCalls().some((call) => !call.isAnswering) && !doNotDisturb;
  /** The call on the screen. */
  const frontCall = phone.findSession(usePhoneState((state) => state.front) ?? '')?.call;
  const isCalleeRinging = useSyncExternalStore(
    frontCall?.subscribe ?? subscribeToNothing,
    () => frontCall?.get().state === 'Ringing',
  );
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
    return listenTo(document, ['pointerup', 'keyup'], playIfBlocked);
  }, [sounds, soundName, device, ringVolume]);
  // Stops the sound when the component disappears.
  useEffect(() => () => sounds.setLoop(null, { volume: 0, device: null }), [sounds]);

  // Begins with the current value, because a call that ended before the component appeared makes no sound.
  const lastEndedCall = useRef(endedCall);
  useEffect(() => {
    if (endedCall && endedCall !== lastEndedCall.current)
      sounds.playOnce('ended', {
        volume: phone.settings.get().ringVolume,
        device: toBrowserId(phone.settings.get().speaker),
      });
    lastEndedCall.current = endedCall;
  }, [sounds, endedCall, phone]);

  // Each reminder is a new object. While a call rings, its tone is enough.
  const heldAlert = useReadable(phone.heldAlert.alert);
  const playReminder = useEffectEvent(() => {
    // A user who talks to nobody may have taken the headset off.
    const isTalking = frontCall?.get().state === 'Connected';
    if (!isRinging)
      sounds.playOnce('held', { volume: ringVolume, device: isTalking ? toBrowserId(speaker) : ringer });
  });
  useEffect(() => {
    if (heldAlert !== null) playReminder();
  }, [heldAlert]);
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
