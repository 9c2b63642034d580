import { MicSparkle20Regular } from '@fluentui/react-icons/svg/mic-sparkle';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeature, useSettings } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { noiseSuppression } from './noiseSuppression.ts';

/** Turns the noise suppression of this and of later calls on or off. */
export function NoiseSuppressionItem() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(noiseSuppression);
  const [{ noiseSuppression: isWanted }, changeSettings] = useSettings();
  return (
    <MoreItem
      label={t(isWanted ? 'noiseSuppression.off' : 'noiseSuppression.on')}
      icon={<MicSparkle20Regular />}
      pending={pending}
      onClick={() => {
        changeSettings({ noiseSuppression: !isWanted });
        if (state.availability === 'yes') run({ isOn: !isWanted, isAutomatic: false });
      }}
    />
  );
}

/** Applies the user's setting when the microphone of the call opens. It shows nothing. */
export function NoiseSuppressionSync() {
  const { state, run } = useFeature(noiseSuppression);
  const [{ noiseSuppression: isOn }] = useSettings();
  const isReady = state.availability === 'yes';
  useEffect(() => {
    if (isReady) run({ isOn, isAutomatic: true });
    // `run` changes with each state of the feature, and the command changes that state.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isReady, isOn]);
  return null;
}
