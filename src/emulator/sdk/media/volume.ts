import type { Volume } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';

const measureIntervalMs = 100;
/** The SDK's level, at most 100, is the measured one (RMS, from 0 to 1) times this. Ordinary speech, near -20 dBFS, gets 60. */
const levelFactor = 600;
/** The browser lets a page use audio after one of these events. */
const gestures = ['pointerdown', 'keydown'] as const;

export type VolumeMeter = ReturnType<typeof measureVolume>;

/**
 * Starts to measure the volume of a track. The browser may delay this until the user has clicked or pressed a key in the page.
 * @returns the SDK's object with the level, and functions that measure another track or end the measurement.
 */
export function measureVolume(track: MediaStreamTrack) {
  const context = new AudioContext();
  const resume = () => void context.resume();
  for (const gesture of gestures) addEventListener(gesture, resume, { once: true, capture: true });
  const analyser = context.createAnalyser();
  // At 48 kHz these samples last 170 ms, longer than the interval, so no short sound is missed.
  analyser.fftSize = 8192;
  let source: MediaStreamAudioSourceNode | undefined;
  const setTrack = (measuredTrack: MediaStreamTrack) => {
    source?.disconnect();
    source = context.createMediaStreamSource(new MediaStream([measuredTrack]));
    source.connect(analyser);
  };
  setTrack(track);

  const emitter = new Emitter('Volume', ['levelChanged']);
  const samples = new Float32Array(analyser.fftSize);
  let level = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const sumOfSquares = samples.reduce((sum, value) => sum + value * value, 0);
    const rms = Math.sqrt(sumOfSquares / samples.length);
    const newLevel = Math.min(100, Math.round(rms * levelFactor));
    if (newLevel === level) return;
    level = newLevel;
    emitter.emit('levelChanged');
  }, measureIntervalMs);

  const volume: Volume = {
    on: emitter.on,
    off: emitter.off,
    get level() {
      return level;
    },
  };
  return {
    volume,
    setTrack,
    close: () => {
      clearInterval(timer);
      for (const gesture of gestures) removeEventListener(gesture, resume, true);
      emitter.removeAllListeners();
      source?.disconnect();
      void context.close();
    },
  };
}
