import { CallEnd24Filled } from '@fluentui/react-icons/svg/call-end';
import { useTranslation } from 'react-i18next';
import { useCall, useFeature, useShortcut } from '../../calling/react.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { hangUp } from './hangUp.ts';

/** The user can press this button as long as the call exists, even while another command is running. */
export function HangUpButton() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(hangUp);
  const isMeeting = useCall((call) => call.isMeeting);
  return (
    <ControlButton
      label={t('hangUp')}
      tooltip={isMeeting ? t('hangUpMeeting') : undefined}
      icon={<CallEnd24Filled />}
      tone="danger"
      shortcut={useShortcut('hangUp')}
      pending={pending || state.isLeaving}
      onClick={run}
    />
  );
}
