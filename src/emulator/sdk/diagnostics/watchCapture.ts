import type { MediaDiagnosticType } from '@azure/communication-calling';
import type { Emitter } from '../base/events.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import { measureVolume } from '../media/volume.ts';
import type { Diagnostics } from './diagnostics.ts';
import { CounterDeltas, statsOf, type Measurement } from './measurement.ts';

/** Microsoft: "camera stops producing frames for more than 5 seconds". There are two measurements per second. */
const measurementsUntilStopped = 10;
/** Speech is louder than this, on the SDK's scale from 0 to 100; breath and keyboard are quieter. */
const speechLevel = 20;
/** The user has stopped speaking after this many measurements without speech. */
const measurementsUntilPause = 4;

/**
 * Keeps the diagnostics of the local camera and microphone up to date: whether the camera is frozen, and whether the
 * microphone is silent, muted by the system, or spoken into while it is muted.
 * @param measurementEvents emits a `Measurement` twice a second.
 * @returns the function that stops listening to the muted microphone. To be called after the last measurement.
 */
export function watchCapture(
  measurementEvents: Emitter<'measured'>,
  localMedia: Pick<LocalMedia, 'trackOf' | 'isMuted'>,
  diagnostics: Diagnostics<MediaDiagnosticType>,
): () => void {
  const camera = new StopDetector('frames');
  const microphone = new StopDetector('totalAudioEnergy');
  const mutedSpeech = new MutedSpeechDetector();
  measurementEvents.on('measured', (measurement: Measurement) => {
    const { isMuted } = localMedia;
    const [audioTrack, videoTrack] = [localMedia.trackOf('audio'), localMedia.trackOf('video')];
    const isFrozen = camera.detectStop(measurement, videoTrack);
    if (isFrozen !== undefined) diagnostics.set('cameraFreeze', isFrozen);
    const isSilent = microphone.detectStop(measurement, isMuted ? null : audioTrack);
    if (isSilent !== undefined) diagnostics.set('microphoneNotMuteButSilent', isSilent);
    diagnostics.set('microphoneMuteUnexpectedly', !isMuted && audioTrack?.muted === true);
    const isSpeaking = mutedSpeech.detectSpeech(isMuted ? audioTrack : null);
    diagnostics.set('speakingWhileMicrophoneIsMuted', isSpeaking);
  });
  return () => mutedSpeech.close();
}

/** Detects that a captured track delivers no new frames or no sound. */
class StopDetector {
  private readonly counter: 'frames' | 'totalAudioEnergy';
  // A counter that is above 0 at its first reading shows that the track delivers something.
  private readonly counters = new CounterDeltas({ countsFirstReading: true });
  /** How many measurements in a row have shown nothing new. */
  private unchangedCount = 0;

  /** @param counter the counter in the `media-source` statistics that grows while the track delivers something. */
  constructor(counter: 'frames' | 'totalAudioEnergy') {
    this.counter = counter;
  }

  /**
   * Has to be called once for each measurement. @param track the captured track; `null` if there is none.
   * @returns whether the track has stopped delivering; `undefined` while that is unknown: there is no track, no connection
   * sends it, or it has delivered nothing for less than five seconds.
   */
  detectStop(measurement: Measurement, track: MediaStreamTrack | null): boolean | undefined {
    const sources = [...statsOf(measurement, 'media-source')].filter(
      ([, { trackIdentifier }]) => track && trackIdentifier === track.id,
    );
    const growths = sources.map(([participantId, stat]) =>
      this.counters.recordGrowth(participantId + stat.id, stat[this.counter]),
    );
    const hasGrown = growths.some((growth) => growth > 0);
    this.unchangedCount = sources.length === 0 || hasGrown ? 0 : this.unchangedCount + 1;
    if (hasGrown) return false;
    return this.unchangedCount >= measurementsUntilStopped ? true : undefined;
  }
}

/** Measures the volume of the microphone while it is muted. The audio stays in the page. */
class MutedSpeechDetector {
  /** `maxLevel` is the loudest level since the last measurement. */
  private meter: { track: MediaStreamTrack; maxLevel: number; close: () => void } | undefined;
  private quietCount = 0;
  private wasSpeaking = false;

  /**
   * Has to be called once for each measurement. @param track the muted microphone's track; `null` while it is not muted.
   * @returns whether the user speaks, or has paused for less than two seconds.
   */
  detectSpeech(track: MediaStreamTrack | null): boolean {
    const measuredTrack = this.meter?.track ?? null;
    if (track !== measuredTrack) this.listenTo(track);
    if (!this.meter) return false;
    const isLoud = this.meter.maxLevel >= speechLevel;
    this.meter.maxLevel = 0;
    this.quietCount = isLoud ? 0 : this.quietCount + 1;
    this.wasSpeaking = isLoud || (this.wasSpeaking && this.quietCount < measurementsUntilPause);
    return this.wasSpeaking;
  }

  close(): void {
    this.meter?.close();
    this.meter = undefined;
    this.wasSpeaking = false;
  }

  private listenTo(track: MediaStreamTrack | null): void {
    this.close();
    if (!track) return;
    const { volume, close } = measureVolume(track);
    const meter = { track, maxLevel: 0, close };
    volume.on('levelChanged', () => {
      meter.maxLevel = Math.max(meter.maxLevel, volume.level);
    });
    this.meter = meter;
  }
}
