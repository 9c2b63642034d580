import type { CallSession } from '../call/session.ts';
import { Gains, statsOf, type Measurement } from './stats.ts';
import { openVolume } from '../media/volume.ts';

/** Looks in a row, half a second apart: "camera stops producing frames for more than 5 seconds". */
const stillFor = 10;
/** Of the 100 of `Volume`: below that is breath and keyboard. */
const spoken = 20;
/** Looks without a word, until somebody has stopped speaking. */
const pauseFor = 4;

/**
 * Keeps the diagnostics of what this side captures: whether the camera stands still, and whether the microphone is
 * silent, silenced by the system, or spoken into while it is muted.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 * @returns what ends it.
 */
export function watchSending({ measured, local, diagnostics }: CallSession): () => void {
  const camera = new Still('frames');
  const microphone = new Still('totalAudioEnergy');
  const muted = new MutedMicrophone();
  const look = (measurement: Measurement) => {
    const [voice, picture] = [local.captured('audio'), local.captured('video')];
    const frozen = camera.look(measurement, picture);
    if (frozen !== undefined) diagnostics.set('cameraFreeze', frozen);
    const silent = microphone.look(measurement, local.muted ? null : voice);
    if (silent !== undefined) diagnostics.set('microphoneNotMuteButSilent', silent);
    diagnostics.set('microphoneMuteUnexpectedly', !local.muted && voice?.muted === true);
    diagnostics.set('speakingWhileMicrophoneIsMuted', muted.isSpokenInto(local.muted ? voice : null));
  };
  measured.on('measured', look);
  return () => {
    measured.off('measured', look);
    muted.close();
  };
}

/** Whether a captured track that is sent has come to a stop. */
class Still {
  private readonly counter: 'frames' | 'totalAudioEnergy';
  private readonly gains = new Gains({ fromZero: true });
  private times = 0;

  constructor(counter: 'frames' | 'totalAudioEnergy') {
    this.counter = counter;
  }

  /** @returns `undefined` while it cannot be told: nothing is captured, or it is sent to nobody. */
  look(measurement: Measurement, track: MediaStreamTrack | null): boolean | undefined {
    const sources = [...statsOf(measurement, 'media-source')].filter(
      ([, { trackIdentifier }]) => track && trackIdentifier === track.id,
    );
    const gained = sources.map(([participant, stat]) =>
      this.gains.of(participant + stat.id, stat[this.counter]),
    );
    const moves = gained.some((gain) => gain > 0);
    this.times = sources.length === 0 || moves ? 0 : this.times + 1;
    if (moves) return false;
    return this.times >= stillFor ? true : undefined;
  }
}

/** Listens to the microphone while it is muted: what it hears stays in the page. */
class MutedMicrophone {
  private heard: { track: MediaStreamTrack; loudest: number; close: () => void } | undefined;
  private quiet = 0;
  private speaking = false;

  /** @param track the muted microphone's; `null` while it is not muted. */
  isSpokenInto(track: MediaStreamTrack | null): boolean {
    if (this.heard?.track !== (track ?? undefined)) this.listenTo(track);
    if (!this.heard) return false;
    const loud = this.heard.loudest >= spoken;
    this.heard.loudest = 0;
    this.quiet = loud ? 0 : this.quiet + 1;
    this.speaking = loud || (this.speaking && this.quiet < pauseFor);
    return this.speaking;
  }

  close(): void {
    this.heard?.close();
    this.heard = undefined;
    this.speaking = false;
  }

  private listenTo(track: MediaStreamTrack | null): void {
    this.close();
    if (!track) return;
    const { volume, close } = openVolume(track);
    const heard = { track, loudest: 0, close };
    volume.on('levelChanged', () => {
      heard.loudest = Math.max(heard.loudest, volume.level);
    });
    this.heard = heard;
  }
}
