import { CallEnd24Filled } from '@fluentui/react-icons/svg/call-end';
import { useTranslation } from 'react-i18next';
import {
  useCall,
  useFeature,
  usePhone,
  usePhoneState,
  useSession,
  useShortcut,
} from '../../calling/react.tsx';
import { useOtherName } from '../../people/useOtherName.ts';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { hangUp } from './hangUp.ts';

/** The user can press this button as long as the call exists, even while another command is running. */
export function HangUpButton() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(hangUp);
  const isMeeting = useCall((call) => call.isMeeting);
  const name = useOtherName(useSession());
  const hasOtherCall = usePhoneState(({ calls }) => calls.length > 1);
  const isHeldByUser = useCall(({ heldBy }) => heldBy === 'user' || heldBy === 'both');
  const phone = usePhone();
  const isSettling = usePhoneState(({ isHangUpSettling }) => isHangUpSettling);
  // With two calls, such as a consultation and the caller on hold, the user must know which one the press ends.
  const namedTooltip = hasOtherCall && name !== '' ? t('call.endWith', { name }) : undefined;
  const tooltip = isMeeting ? t('hangUpMeeting') : namedTooltip;
  return (
    <ControlButton
      label={t('hangUp')}
      tooltip={tooltip}
      icon={<CallEnd24Filled />}
      // While somebody waits, *Resume* is the primary button.
      tone={isHeldByUser ? 'outlinedDanger' : 'danger'}
      disabled={isSettling}
      shortcut={useShortcut('hangUp')}
      pending={pending || state.isLeaving}
      // Asks the phone, because the rendered `isSettling` may be old.
      onClick={() => !phone.state.get().isHangUpSettling && run()}
    />
  );
}
