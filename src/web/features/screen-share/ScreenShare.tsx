import {
  ShareScreenStart24Regular,
  ShareScreenStart20Regular,
} from '@fluentui/react-icons/svg/share-screen-start';
import { ShareScreenStop24Filled } from '@fluentui/react-icons/svg/share-screen-stop';
import { useTranslation } from 'react-i18next';
import { useFeature, useShortcut } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { screenShare } from './screenShare.ts';

export function ScreenShareButton() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(screenShare);
  return (
    <ControlButton
      label={state.isOn ? t('screenShare.off') : t('screenShare.on')}
      shortLabel={state.isOn ? t('screenShare.off') : t('screenShare.short')}
      icon={state.isOn ? <ShareScreenStop24Filled /> : <ShareScreenStart24Regular />}
      tone={state.isOn ? 'on' : undefined}
      shortcut={useShortcut('screenShare')}
      pending={pending}
      unavailable={state.isOn || state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={run}
    />
  );
}

export function ScreenShareBanner() {
  const { t } = useTranslation();
  const { state } = useFeature(screenShare);
  return state.isOn && <Banner icon={<ShareScreenStart20Regular />}>{t('screenShare.isOn')}</Banner>;
}
