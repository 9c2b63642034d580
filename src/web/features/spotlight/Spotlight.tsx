import { Button } from '@fluentui/react-components';
import { VideoPersonSparkle20Regular } from '@fluentui/react-icons/svg/video-person-sparkle';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { spotlight } from './spotlight.ts';

export function SpotlightItem() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(spotlight);
  if (state.availability === 'callKind') return null;
  return (
    <MoreItem
      label={t(state.isOn ? 'spotlight.off' : 'spotlight.on')}
      icon={<VideoPersonSparkle20Regular />}
      pending={pending}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={run}
    />
  );
}

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
