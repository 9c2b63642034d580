import {
  ShareScreenStart24Regular,
  ShareScreenStart20Regular,
} from '@fluentui/react-icons/svg/share-screen-start';
import { ShareScreenStop24Filled } from '@fluentui/react-icons/svg/share-screen-stop';
import { useTranslation } from 'react-i18next';
import { useFeature, useShortcut } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { SpareButton, SpareItem } from '../../ui/SpareControl.tsx';
import { screenShare } from './screenShare.ts';

/** Returns whether the user shares the screen, and the properties of a control that begins or ends it. */
function useScreenShareControl() {
  const { t } = useTranslation();
  const {
    state: { isOn, availability },
    pending,
    run,
  } = useFeature(screenShare);
  const control = {
    label: isOn ? t('screenShare.off') : t('screenShare.on'),
    pending,
    unavailable: isOn || availability === 'yes' ? null : t(`unavailable.${availability}`),
    onClick: run,
  };
  return { isOn, control };
}

export function ScreenShareButton() {
  const { t } = useTranslation();
  const { isOn, control } = useScreenShareControl();
  return (
    // Of all buttons, a phone can do without this one best: hardly any phone can share its screen.
    <SpareButton place="third" isKept={isOn}>
      <ControlButton
        {...control}
        shortLabel={isOn ? t('screenShare.off') : t('screenShare.short')}
        icon={isOn ? <ShareScreenStop24Filled /> : <ShareScreenStart24Regular />}
        tone={isOn ? 'on' : undefined}
        shortcut={useShortcut('screenShare')}
      />
    </SpareButton>
  );
}

export function ScreenShareItem() {
  const { control } = useScreenShareControl();
  return (
    <SpareItem place="third">
      <MoreItem {...control} icon={<ShareScreenStart20Regular />} />
    </SpareItem>
  );
}

export function ScreenShareBanner() {
  const { t } = useTranslation();
  const { state } = useFeature(screenShare);
  return state.isOn && <Banner icon={<ShareScreenStart20Regular />}>{t('screenShare.isOn')}</Banner>;
}
