import { Button } from '@fluentui/react-components';
import { VideoPersonSparkle20Regular } from '@fluentui/react-icons/svg/video-person-sparkle';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { spotlight } from './spotlight.ts';

/** Tells the user that everybody sees the user large, with a button that ends it. */
export function SpotlightBanner() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(spotlight);
  if (!state.isOn) return null;
  return (
    <Banner icon={<VideoPersonSparkle20Regular />}>
      {t('spotlight.isOn')}
      <Button size="small" disabledFocusable={pending} onClick={() => run()}>
        {t('spotlight.off')}
      </Button>
    </Banner>
  );
}
