import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { Emitter } from '../base/events.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import { openVolume } from '../media/volume.ts';
import type { Diagnostics } from './diagnostics.ts';
import { CounterDeltas } from './readings.ts';
import { statsOf, type Measurement } from './stats.ts';

/** Measurements in a row, half a second apart: "camera stops producing frames for more than 5 seconds". */
const stillCount = 10;
/** Speech is louder than this, breath and keyboard are not. `Volume` runs from 0 to 100. */
const speechLevel = 20;
/** After this many measurements without speech, the user has stopped speaking. */
const pauseCount = 4;

/**
 * Keeps the diagnostics of the local camera and microphone up to date: whether the camera is frozen, and whether the
 * microphone is silent, muted by the system, or spoken into while muted.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 * @returns the function that stops it.
 */
export function watchCapture(
  measured: Emitter<'measured'>,
  local: Pick<LocalMedia, 'captured' | 'muted'>,
  diagnostics: Diagnostics<MediaDiagnosticType>,
): () => void {
  const camera = new StillDetector('frames');
  const microphone = new StillDetector('totalAudioEnergy');
  const muted = new MutedMicrophone();
  const update = (measurement: Measurement) => {
    const [audio, video] = [local.captured('audio'), local.captured('video')];
    const isFrozen = camera.update(measurement, video);
    if (isFrozen !== undefined) diagnostics.set('cameraFreeze', isFrozen);
    const isSilent = microphone.update(measurement, local.muted ? null : audio);
    if (isSilent !== undefined) diagnostics.set('microphoneNotMuteButSilent', isSilent);
    diagnostics.set('microphoneMuteUnexpectedly', !local.muted && audio?.muted === true);
    diagnostics.set('speakingWhileMicrophoneIsMuted', muted.isSpokenInto(local.muted ? audio : null));
  };
  measured.on('measured', update);
  return () => {
    measured.off('measured', update);
    muted.close();
  };
}

/** Detects that a captured track delivers nothing new. */
class StillDetector {
  private readonly counter: 'frames' | 'totalAudioEnergy';
  private readonly counters = new CounterDeltas({ fromZero: true });
  private times = 0;

  constructor(counter: 'frames' | 'totalAudioEnergy') {
    this.counter = counter;
  }

  /** @returns `undefined` while that is unknown: nothing is captured, it is sent to nobody, or it has just stopped. */
  update(measurement: Measurement, track: MediaStreamTrack | null): boolean | undefined {
    const sources = [...statsOf(measurement, 'media-source')].filter(
      ([, { trackIdentifier }]) => track && trackIdentifier === track.id,
    );
    const growths = sources.map(([participant, stat]) =>
      this.counters.of(participant + stat.id, stat[this.counter]),
    );
    const isMoving = growths.some((growth) => growth > 0);
    this.times = sources.length === 0 || isMoving ? 0 : this.times + 1;
    if (isMoving) return false;
    return this.times >= stillCount ? true : undefined;
  }
}

/** Measures the volume of the microphone while it is muted. The audio stays in the page. */
class MutedMicrophone {
  private meter: { track: MediaStreamTrack; loudest: number; close: () => void } | undefined;
  private quietCount = 0;
  private isSpeaking = false;

  /** @param track of the muted microphone; `null` while it is not muted. */
  isSpokenInto(track: MediaStreamTrack | null): boolean {
    if (this.meter?.track !== (track ?? undefined)) this.listenTo(track);
    if (!this.meter) return false;
    const isLoud = this.meter.loudest >= speechLevel;
    this.meter.loudest = 0;
    this.quietCount = isLoud ? 0 : this.quietCount + 1;
    this.isSpeaking = isLoud || (this.isSpeaking && this.quietCount < pauseCount);
    return this.isSpeaking;
  }

  close(): void {
    this.meter?.close();
    this.meter = undefined;
    this.isSpeaking = false;
  }

  private listenTo(track: MediaStreamTrack | null): void {
    this.close();
    if (!track) return;
    const { volume, close } = openVolume(track);
    const meter = { track, loudest: 0, close };
    volume.on('levelChanged', () => {
      meter.loudest = Math.max(meter.loudest, volume.level);
    });
    this.meter = meter;
  }
}
