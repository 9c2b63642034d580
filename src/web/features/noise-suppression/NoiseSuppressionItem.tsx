import { MicSparkle20Regular } from '@fluentui/react-icons/svg/mic-sparkle';
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
