import type { VideoEffectName, VideoEffectsFeature } from '@azure/communication-calling';
import { Emitter } from '../base/events.ts';
import { featureRefusal } from './matrix.ts';

/**
 * Video effects, which come in the package @azure/communication-calling-effects. The emulator supports none, so
 * `startEffects` throws an error.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/get-started-video-effects
 */
export class EmuVideoEffects implements VideoEffectsFeature {
  readonly name = 'VideoEffects';
  readonly activeEffects: VideoEffectName[] = [];
  private readonly emitter = new Emitter('VideoEffectsFeature', [
    'effectsStarted',
    'effectsStopped',
    'effectsError',
    'fpsWarningThresholdReached',
    'timeForEffectsWarningReached',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;

  async isSupported(): Promise<boolean> {
    return false;
  }

  async startEffects(): Promise<void> {
    throw featureRefusal('VideoEffects', 'VideoEffectsFeature.startEffects()');
  }

  /** Does nothing, since no effect can be active. */
  async stopEffects(): Promise<void> {}

  dispose(): void {
    this.emitter.removeAllListeners();
  }
}
