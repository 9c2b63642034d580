import type * as Real from '@azure/communication-calling';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { EmuLocalAudioStream } from '../media/localAudioStream.ts';
import { featureRefusal } from './matrix.ts';

type AudioEffect = Parameters<Real.AudioEffectsFeature['isSupported']>[0];
type BrowserEffect = 'BrowserEchoCancellation' | 'BrowserNoiseSuppression';

/** Maps each effect to the browser's constraint that turns it on or off. The SDK uses the same name for the kind of effect. */
const constraintNames = {
  BrowserEchoCancellation: 'echoCancellation',
  BrowserNoiseSuppression: 'noiseSuppression',
} as const satisfies Record<BrowserEffect, string>;

const isBrowserEffect = (effect: unknown): effect is BrowserEffect =>
  typeof effect === 'string' && Object.hasOwn(constraintNames, effect);

/**
 * The browser's noise suppression and echo cancellation, as audio effects of the SDK.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/audio-quality-enhancements/add-noise-supression
 */
export class EmuAudioEffects implements Real.AudioEffectsFeature {
  readonly name = 'AudioEffects';
  private readonly emitter = new Emitter('AudioEffectsFeature', [
    'effectsStarted',
    'effectsStopped',
    'effectsError',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private readonly stream: EmuLocalAudioStream;
  activeEffects: Real.ActiveAudioEffects = { echoCancellation: [], noiseSuppression: [] };

  constructor({ streamInstance }: Real.AudioStreamFeatureContext) {
    this.stream = streamInstance as unknown as EmuLocalAudioStream;
  }

  /** @returns `false` for the effects of the package @azure/communication-calling-effects, which are not emulated. */
  async isSupported(effect: AudioEffect): Promise<boolean> {
    if (!isBrowserEffect(effect)) return false;
    return navigator.mediaDevices.getSupportedConstraints()[constraintNames[effect]] === true;
  }

  /** @throws 501/0 (code/subcode) for an effect of the package @azure/communication-calling-effects. */
  async startEffects({ echoCancellation, noiseSuppression }: Real.AudioEffectsStartConfig): Promise<void> {
    const effects: unknown[] = [echoCancellation, noiseSuppression].filter((effect) => effect !== undefined);
    const member = 'AudioEffectsFeature.startEffects()';
    if (!effects.every(isBrowserEffect)) throw featureRefusal('AudioEffects', member);
    await this.switchEffects(effects, true);
    this.emitter.emit('effectsStarted', this.activeEffects);
  }

  /** Stops only noise suppression: the SDK cannot stop echo cancellation. */
  async stopEffects({ noiseSuppression }: Real.AudioEffectsStopConfig): Promise<void> {
    if (noiseSuppression) await this.switchEffects(['BrowserNoiseSuppression'], false);
    this.emitter.emit('effectsStopped', this.activeEffects);
  }

  dispose(): void {
    this.emitter.removeAllListeners();
  }

  private async switchEffects(effects: readonly BrowserEffect[], isOn: boolean): Promise<void> {
    const track = this.stream.capture.liveTrack;
    check(track, 400, 0, 'Failed to change audio effects: the microphone is not open.');
    const changedConstraints = Object.fromEntries(effects.map((effect) => [constraintNames[effect], isOn]));
    const { echoCancellation, noiseSuppression } = track.getSettings();
    // `applyConstraints` replaces all constraints of a track, so the current ones are passed again.
    await track.applyConstraints({
      ...(echoCancellation !== undefined && { echoCancellation }),
      ...(noiseSuppression !== undefined && { noiseSuppression }),
      ...changedConstraints,
    });
    const changedEffects = Object.fromEntries(
      effects.map((effect) => [constraintNames[effect], isOn ? [effect] : []]),
    );
    this.activeEffects = { ...this.activeEffects, ...changedEffects };
  }
}
