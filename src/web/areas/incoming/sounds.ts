import { createStore, type Readable } from '../../base/store.ts';

/**
 * The files of `public/sounds`. `ring`: a call rings. `waiting`: a call rings during another call. `ringback`: the callee's
 * device rings. `ended`: a call has ended.
 */
export type SoundName = 'ring' | 'ringback' | 'waiting' | 'ended';

export interface SoundOutput {
  /** 0 to 1. */
  readonly volume: number;
  /** The browser's `deviceId` of an audio output; `null` for the system's default. */
  readonly device: string | null;
}

export interface Sounds {
  /** Repeats a sound until `setLoop` runs again. `null` stops the sound. */
  readonly setLoop: (name: SoundName | null, output: SoundOutput) => void;
  /** Plays a sound once. */
  readonly playOnce: (name: SoundName, output: SoundOutput) => void;
  /** Whether the browser blocks the sound, as it does before the first click in a tab. */
  readonly isBlocked: Readable<boolean>;
}

/**
 * Milliseconds until a sound starts. Starting a sound blocks the page for about 10 ms, which would delay the drawing of an
 * incoming call or the set-up of a call. The user does not notice the delay of the sound.
 */
const startDelayMs = 80;

/** Plays the sounds of calls. Each sound has one audio element. */
export function createSounds(): Sounds {
  const elements = new Map<SoundName, HTMLAudioElement>();
  const isBlocked = createStore(false);
  let loopedSound: SoundName | null = null;

  const getAudioElement = (name: SoundName): HTMLAudioElement => {
    const audio = elements.get(name) ?? new Audio(`/sounds/${name}.wav`);
    elements.set(name, audio);
    return audio;
  };

  /** @param isCurrent says, after the delay, whether the sound should still be played */
  const play = async (name: SoundName, output: SoundOutput, isCurrent: () => boolean) => {
    const audio = getAudioElement(name);
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
    setLoop(name, output) {
      if (loopedSound !== null && loopedSound !== name) {
        const previousAudio = getAudioElement(loopedSound);
        previousAudio.pause();
        previousAudio.currentTime = 0;
      }
      loopedSound = name;
      if (name === null) return isBlocked.set(false);
      getAudioElement(name).loop = true;
      return void play(name, output, () => loopedSound === name);
    },
    playOnce: (name, output) => void play(name, output, () => true),
  };
}

/**
 * Sends a sound to a device, where the browser supports that. If the device has been disconnected, the sound goes to the
 * system's default.
 */
async function selectOutput(audio: HTMLAudioElement, device: string | null): Promise<void> {
  const sinkId = device ?? '';
  if (!('setSinkId' in audio) || audio.sinkId === sinkId) return;
  try {
    await audio.setSinkId(sinkId);
  } catch {
    if (audio.sinkId !== '') await audio.setSinkId('').catch(() => {});
  }
}
