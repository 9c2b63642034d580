import type {
  ActiveAudioEffects,
  AudioEffectsFeature,
  AudioEffectsStartConfig,
  AudioEffectsStopConfig,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { EmuLocalAudioStream } from '../media/localAudioStream.ts';
import { refuseFeature } from './matrix.ts';

type AudioEffect = Parameters<AudioEffectsFeature['isSupported']>[0];
type BrowserEffect = 'BrowserEchoCancellation' | 'BrowserNoiseSuppression';

const constraintOf = {
  BrowserEchoCancellation: 'echoCancellation',
  BrowserNoiseSuppression: 'noiseSuppression',
} as const satisfies Record<BrowserEffect, string>;

const isBrowserEffect = (effect: unknown): effect is BrowserEffect =>
  typeof effect === 'string' && Object.hasOwn(constraintOf, effect);

/**
 * The browser's own noise suppression and echo cancellation, switched on the microphone's track.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/audio-quality-enhancements/add-noise-supression
 */
export class EmuAudioEffects implements AudioEffectsFeature {
  readonly name = 'AudioEffects';
  private readonly emitter = new Emitter('AudioEffectsFeature', [
    'effectsStarted',
    'effectsStopped',
    'effectsError',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private readonly stream: EmuLocalAudioStream;
  private readonly started = new Set<BrowserEffect>();

  constructor(stream: EmuLocalAudioStream) {
    this.stream = stream;
  }

  get activeEffects(): ActiveAudioEffects {
    return {
      echoCancellation: this.started.has('BrowserEchoCancellation') ? ['BrowserEchoCancellation'] : [],
      noiseSuppression: this.started.has('BrowserNoiseSuppression') ? ['BrowserNoiseSuppression'] : [],
    };
  }

  /** @returns `false` for the effects of the SDK's own package. */
  async isSupported(effect: AudioEffect): Promise<boolean> {
    if (!isBrowserEffect(effect)) return false;
    return navigator.mediaDevices.getSupportedConstraints()[constraintOf[effect]] === true;
  }

  /** @throws 501/0 for an effect of the SDK's own package; 400/0 while the microphone is not open. */
  async startEffects({ echoCancellation, noiseSuppression }: AudioEffectsStartConfig): Promise<void> {
    const wanted = [echoCancellation, noiseSuppression].filter((effect) => effect !== undefined);
    for (const effect of wanted) {
      if (!isBrowserEffect(effect)) throw refuseFeature('AudioEffects', 'AudioEffectsFeature.startEffects()');
    }
    await this.set(wanted.filter(isBrowserEffect), true);
    this.emitter.emit('effectsStarted', this.activeEffects);
  }

  /** @throws 400/0 while the microphone is not open. */
  async stopEffects({ noiseSuppression }: AudioEffectsStopConfig): Promise<void> {
    if (noiseSuppression) await this.set(['BrowserNoiseSuppression'], false);
    this.emitter.emit('effectsStopped', this.activeEffects);
  }

  dispose(): void {
    this.emitter.clear();
  }

  private async set(effects: readonly BrowserEffect[], on: boolean): Promise<void> {
    const track = this.stream.capture.live;
    if (!track) throw callingError(400, 0, 'Failed to change audio effects: the microphone is not open.');
    const settings = track.getSettings();
    const changed = Object.fromEntries(effects.map((effect) => [constraintOf[effect], on]));
    await track.applyConstraints({ ...pick(settings), ...changed });
    for (const effect of effects) {
      if (on) this.started.add(effect);
      else this.started.delete(effect);
    }
  }
}

/** Keeps the present settings, because `applyConstraints` replaces all constraints of a track. */
const pick = ({ echoCancellation, noiseSuppression }: MediaTrackSettings): MediaTrackConstraints => ({
  ...(echoCancellation === undefined ? {} : { echoCancellation }),
  ...(noiseSuppression === undefined ? {} : { noiseSuppression }),
});
