import { createStore, type Readable } from '../../base/store.ts';

/** The files of `public/sounds`. */
export type SoundName = 'ring' | 'ringback' | 'waiting' | 'ended';

export interface Output {
  /** 0 to 1. */
  readonly volume: number;
  /** The browser's `deviceId` of an audio output; `null` for the system's default. */
  readonly device: string | null;
}

export interface Sounds {
  /** Repeats a sound until the next call of `loop`; `null` stops it. */
  readonly loop: (name: SoundName | null, output: Output) => void;
  /** Plays a sound once. */
  readonly once: (name: SoundName, output: Output) => void;
  /** Whether the browser blocks the sound, as it does before the first click in a tab. */
  readonly isBlocked: Readable<boolean>;
}

/**
 * Milliseconds until a sound starts. Starting it blocks the page for about 10 ms, which would delay the drawing of an
 * incoming call or the set-up of a call. The user does not hear the delay.
 */
const startDelayMs = 80;

/** Plays the sounds of calls. Each sound has one audio element. */
export function createSounds(): Sounds {
  const elements = new Map<SoundName, HTMLAudioElement>();
  const isBlocked = createStore(false);
  let looping: SoundName | null = null;

  const element = (name: SoundName): HTMLAudioElement => {
    const audio = elements.get(name) ?? new Audio(`/sounds/${name}.wav`);
    elements.set(name, audio);
    return audio;
  };

  const play = async (name: SoundName, output: Output, isCurrent: () => boolean) => {
    const audio = element(name);
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
      // An AbortError means that the sound was stopped before it started, not that the browser blocked it.
      if (!(cause instanceof DOMException && cause.name === 'AbortError') && isCurrent()) isBlocked.set(true);
    }
  };

  return {
    isBlocked,
    loop(name, output) {
      if (looping !== null && looping !== name) {
        const before = element(looping);
        before.pause();
        before.currentTime = 0;
      }
      looping = name;
      if (name === null) return isBlocked.set(false);
      element(name).loop = true;
      return void play(name, output, () => looping === name);
    },
    once: (name, output) => void play(name, output, () => true),
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
