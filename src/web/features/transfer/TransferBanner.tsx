import { Button } from '@fluentui/react-components';
import { CallForward20Regular } from '@fluentui/react-icons/svg/call-forward';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCall, useFeature, usePhone, useSession, useShortcut } from '../../calling/react.tsx';
import { transfer } from '../../transfer/transfer.ts';
import { useShortcutProps } from '../../ui/shortcutProps.ts';
import { Banner } from '../../ui/Banner.tsx';
import { ConsultationBanner } from './ConsultationBanner.tsx';

/** Says how the transfer of the front call (the call on the screen) goes, or that the user prepares one by a consultation. */
export const TransferBanner = () => (
  <>
    <ProgressBanner />
    <ConsultationBanner />
  </>
);

/** While the transfer target is called, the transferee is on hold. The user can talk to them again meanwhile. */
function ProgressBanner() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { key } = useSession();
  const resumeKeys = useShortcutProps(useShortcut('resumeTransferee'));
  const { target } = useFeature(transfer).state;
  const name = usePersonName(useCall((call) => call.other)) || t('transfer.someone');
  const targetName = usePersonName(target?.rawId ?? null) || t('transfer.someone');
  const isOnHold = useCall((call) => call.state === 'LocalHold');
  if (target === null) return null;
  return (
    <Banner icon={<CallForward20Regular className="mirrored" />}>
      {t(target.kind === 'voicemail' ? 'transfer.onTheWayToVoicemail' : 'transfer.onTheWay', {
        name,
        target: targetName,
      })}
      {isOnHold && (
        <Button size="small" {...resumeKeys} onClick={() => void phone.switchTo(key)}>
          {t('transfer.backTo', { name })}
        </Button>
      )}
    </Banner>
  );
}
