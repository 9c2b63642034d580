import type { Volume } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';

const measureIntervalMs = 100;
/** The factor from a level between 0 and 1 to the SDK's 0 to 100. Ordinary speech, near -20 dBFS, is about 60. */
const gain = 600;
/** The gestures after which a page may use audio. */
const gestures = ['pointerdown', 'keydown'] as const;

export interface OpenVolume {
  readonly volume: Volume;
  /** Measures another track from now on. */
  readonly listenTo: (track: MediaStreamTrack) => void;
  readonly close: () => void;
}

/**
 * Measures the volume of a track. Although it plays nothing, the browser lets it begin only after the user's first
 * gesture in the page.
 */
export function openVolume(track: MediaStreamTrack): OpenVolume {
  const context = new AudioContext();
  const resume = () => void context.resume();
  for (const gesture of gestures) addEventListener(gesture, resume, { once: true, capture: true });
  const analyser = context.createAnalyser();
  // 170 ms at 48 kHz, which is longer than the interval, so that no short sound is missed.
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
  }, measureIntervalMs);

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
