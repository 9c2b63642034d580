import type { Volume } from '@azure/communication-calling';
import { Emitter } from './events.ts';

const every = 100;
/** Of full scale to the SDK's 0 to 100: ordinary speech, near -20 dBFS, stands at about 60. */
const gain = 600;

/** Listens to the loudness of a track. The page's audio rules apply: no sound is made, none is needed. */
export function openVolume(track: MediaStreamTrack): { volume: Volume; close: () => void } {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const emitter = new Emitter('Volume', ['levelChanged']);
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
    close: () => {
      clearInterval(timer);
      source.disconnect();
      void context.close();
    },
  };
}
