import { MicSparkle20Regular } from '@fluentui/react-icons/svg/mic-sparkle';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { checkConnection } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useFeature, useSettings } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';

interface NoiseSuppressionState {
  /** Whether `run` can reach the microphone: the user is unmuted, the call is connected, and the SDK lists a microphone stream. */
  readonly isReady: boolean;
}

interface NoiseSuppressionChange {
  readonly isOn: boolean;
  /** Whether the app applies the setting by itself. Then the user learns nothing of a failure. */
  readonly isAutomatic: boolean;
}

/**
 * The browser's own noise suppression for the user's microphone. `run` turns it on or off. Microsoft's stronger suppression needs
 * the package `@azure/communication-calling-effects`, which the app does not have.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/audio-quality-enhancements/add-noise-supression
 */
export const noiseSuppression: CallFeature<NoiseSuppressionState, NoiseSuppressionChange> = {
  name: 'noiseSuppression',
  create({ call, tools, watch }) {
    /** @returns the audio effects of the user's microphone; `undefined` while the SDK lists no microphone stream. */
    const findEffects = () => call.localAudioStreams[0]?.feature(tools.sdk.Features.AudioEffects);
    watch(call, 'localAudioStreamsUpdated', 'isMutedChanged');
    return {
      read: () => ({
        isReady: findEffects() !== undefined && !call.isMuted && checkConnection(call, tools) === 'yes',
      }),
      async run({ isOn, isAutomatic }) {
        const effects = findEffects();
        try {
          // In a browser without noise suppression, turning it on does nothing.
          if (isOn && (await effects?.isSupported('BrowserNoiseSuppression')))
            await effects?.startEffects({ noiseSuppression: 'BrowserNoiseSuppression' });
          else if (!isOn) await effects?.stopEffects({ noiseSuppression: true });
        } catch (cause) {
          // The microphone may still be opening. The call then keeps the browser's default.
          if (!isAutomatic) throw cause;
        }
      },
    };
  },
};

/** Turns the noise suppression of this and of later calls on or off. */
export function NoiseSuppressionItem() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(noiseSuppression);
  const [{ noiseSuppression: isOn }, changeSettings] = useSettings();
  return (
    <MoreItem
      label={t(isOn ? 'noiseSuppression.off' : 'noiseSuppression.on')}
      icon={<MicSparkle20Regular />}
      pending={pending}
      onClick={() => {
        changeSettings({ noiseSuppression: !isOn });
        if (state.isReady) run({ isOn: !isOn, isAutomatic: false });
      }}
    />
  );
}

/** Applies the user's setting when the call's microphone opens. Shows nothing. */
export function NoiseSuppressionSync() {
  const { state, run } = useFeature(noiseSuppression);
  const [{ noiseSuppression: isOn }] = useSettings();
  useEffect(() => {
    if (state.isReady) run({ isOn, isAutomatic: true });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `run` is a new function after each command: an endless loop.
  }, [state.isReady, isOn]);
  return null;
}
