import type { Volume } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';

const every = 100;
/** Of full scale to the SDK's 0 to 100: ordinary speech, near -20 dBFS, stands at about 60. */
const gain = 600;
/** What lets a page begin with sound. */
const gestures = ['pointerdown', 'keydown'] as const;

export interface OpenVolume {
  readonly volume: Volume;
  /** Goes on with another track. */
  readonly listenTo: (track: MediaStreamTrack) => void;
  readonly close: () => void;
}

/**
 * Listens to the loudness of a track. It makes no sound itself; still, a page that nobody has touched yet hears
 * nothing, as the browser has it, and begins with the first touch.
 */
export function openVolume(track: MediaStreamTrack): OpenVolume {
  const context = new AudioContext();
  const resume = () => void context.resume();
  for (const gesture of gestures) addEventListener(gesture, resume, { once: true, capture: true });
  const analyser = context.createAnalyser();
  // 170 ms at 48 kHz: more than lies between two looks, so that no short sound falls through.
  analyser.fftSize = 8192;
  let source: MediaStreamAudioSourceNode | undefined;
  const listenTo = (next: MediaStreamTrack) => {
    source?.disconnect();
    source = context.createMediaStreamSource(new MediaStream([next]));
    source.connect(analyser);
  };
  listenTo(track);

  const emitter = new Emitter('Volume', ['levelChanged']);
  const samples = new Float32Array(analyser.fftSize);
  let level = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
    const heard = Math.min(100, Math.round(rms * gain));
    if (heard === level) return;
    level = heard;
    emitter.emit('levelChanged');
  }, every);

  return {
    volume: {
      on: emitter.on,
      off: emitter.off,
      get level() {
        return level;
      },
    },
    listenTo,
    close: () => {
      clearInterval(timer);
      for (const gesture of gestures) removeEventListener(gesture, resume, true);
      emitter.clear();
      source?.disconnect();
      void context.close();
    },
  };
}
