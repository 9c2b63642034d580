import { createStore, type Readable } from '../../base/store.ts';

/** The files of `public/sounds`. */
export type SoundName = 'ring' | 'ringback' | 'waiting' | 'ended';

/** How loud, 0 to 1, and where: an id of the browser's devices, `null` for the system's own choice. */
export interface Output {
  readonly volume: number;
  readonly device: string | null;
}

export interface Sounds {
  /** Plays a sound over and over until told otherwise; `null` is silence, at once. */
  readonly loop: (name: SoundName | null, output: Output) => void;
  readonly once: (name: SoundName, output: Output) => void;
  /** The browser refused to play: mostly before the first click in this window. */
  readonly refused: Readable<boolean>;
}

/**
 * How long a sound waits before it begins, in milliseconds. Beginning holds the page up for a hundredth of a second,
 * just when a ring is drawn or a call is set up; nobody hears the wait.
 */
const lead = 80;

export function createSounds(): Sounds {
  const elements = new Map<SoundName, HTMLAudioElement>();
  const refused = createStore(false);
  let looping: SoundName | null = null;

  const element = (name: SoundName): HTMLAudioElement => {
    const audio = elements.get(name) ?? new Audio(`/sounds/${name}.wav`);
    elements.set(name, audio);
    return audio;
  };

  const play = async (name: SoundName, output: Output, isWanted: () => boolean) => {
    const audio = element(name);
    audio.volume = output.volume;
    await Promise.all([route(audio, output.device), new Promise((begin) => setTimeout(begin, lead))]);
    if (!isWanted()) return;
    try {
      await audio.play();
      refused.set(false);
    } catch (cause) {
      // Stopped before it had begun: nothing was refused.
      if (!(cause instanceof DOMException && cause.name === 'AbortError') && isWanted()) refused.set(true);
    }
  };

  return {
    refused,
    loop(name, output) {
      if (looping !== null && looping !== name) {
        const before = element(looping);
        before.pause();
        before.currentTime = 0;
      }
      looping = name;
      if (name === null) return refused.set(false);
      element(name).loop = true;
      return void play(name, output, () => looping === name);
    },
    once: (name, output) => void play(name, output, () => true),
  };
}

/** To the device chosen, where the browser can do that. One that is gone gives way to the system's own. */
async function route(audio: HTMLAudioElement, device: string | null): Promise<void> {
  const wanted = device ?? '';
  if (!('setSinkId' in audio) || audio.sinkId === wanted) return;
  try {
    await audio.setSinkId(wanted);
  } catch {
    if (audio.sinkId !== '') await audio.setSinkId('').catch(() => {});
  }
}
