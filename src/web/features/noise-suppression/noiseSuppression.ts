import type { AudioEffectsFeature } from '@azure/communication-calling';
import { checkConnection, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

interface NoiseSuppressionState {
  /** `notSupported` if the SDK does not show the app its microphone stream, or while the microphone is closed. */
  readonly availability: Availability;
  readonly isOn: boolean;
}

const readIsOn = (effects: AudioEffectsFeature | undefined): boolean =>
  (effects?.activeEffects.noiseSuppression?.length ?? 0) > 0;

/**
 * The browser's own noise suppression for the user's microphone. The command turns it on or off. Microsoft's stronger suppression
 * needs the package `@azure/communication-calling-effects`, which the app does not have.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/audio-quality-enhancements/add-noise-supression
 */
export const noiseSuppression: CallFeature<NoiseSuppressionState, { isOn: boolean; isAutomatic: boolean }> = {
  name: 'noiseSuppression',
  create({ call, tools, watch }) {
    /** @returns the audio effects of the user's microphone; `undefined` while the SDK lists no microphone stream. */
    const findEffects = () => call.localAudioStreams[0]?.feature(tools.sdk.Features.AudioEffects);
    watch(call, 'localAudioStreamsUpdated', 'isMutedChanged');
    return {
      read() {
        const effects = findEffects();
        const hasMicrophone = effects !== undefined && !call.isMuted;
        return {
          availability: hasMicrophone ? checkConnection(call, tools) : 'notSupported',
          isOn: readIsOn(effects),
        };
      },
      async run({ isOn, isAutomatic }) {
        const effects = findEffects();
        try {
          if (isOn && (await effects?.isSupported('BrowserNoiseSuppression')))
            await effects?.startEffects({ noiseSuppression: 'BrowserNoiseSuppression' });
          else if (!isOn) await effects?.stopEffects({ noiseSuppression: true });
        } catch (cause) {
          // The microphone may still be opening. The call goes on with what the browser does by default.
          if (!isAutomatic) throw cause;
        }
      },
    };
  },
};
