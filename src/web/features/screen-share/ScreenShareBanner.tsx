import { ShareScreenStart20Regular } from '@fluentui/react-icons/svg/share-screen-start';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { screenShare } from './screenShare.ts';

/** Reminds the user that the others see the shared screen. */
export function ScreenShareBanner() {
  const { t } = useTranslation();
  const { state } = useFeature(screenShare);
  return state.isOn && <Banner icon={<ShareScreenStart20Regular />}>{t('screenShare.isOn')}</Banner>;
}
