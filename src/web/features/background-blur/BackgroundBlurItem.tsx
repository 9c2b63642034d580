import { VideoBackgroundEffect20Regular } from '@fluentui/react-icons/svg/video-background-effect';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { backgroundBlur } from './backgroundBlur.ts';

/** Blurs what is behind the user, or says why that is not possible here. The camera is asked when the menu opens. */
export function BackgroundBlurItem() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(backgroundBlur);
  const { availability, isOn } = state;
  const isUnchecked = availability === 'checking';
  useEffect(() => {
    if (isUnchecked) run('check');
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- The command changes the feature's state, and each state has a new `run`.
  }, [isUnchecked]);
  return (
    <MoreItem
      label={t(isOn ? 'blur.off' : 'blur.on')}
      icon={<VideoBackgroundEffect20Regular />}
      pending={pending}
      unavailable={availability === 'yes' ? null : t(`blur.unavailable.${availability}`)}
      onClick={() => run('toggle')}
    />
  );
}
