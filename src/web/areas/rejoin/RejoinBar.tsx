import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { usePhone, usePhoneStateLater } from '../../calling/react.tsx';
import { toOneClickTarget, type Target } from '../../calling/call/target.ts';
import { useTargetName } from '../../people/useTargetName.ts';
import { MessageWithAction } from '../../ui/MessageWithAction.tsx';

/** After a reload during a call: names the call that ended with the page, and offers to call the same target again. */
export function RejoinBar() {
  const { t } = useTranslation();
  const { rejoin, placeCall } = usePhone();
  const target = toOneClickTarget(useReadable(rejoin.offer));
  const name = useTargetName(target);
  const isBusy = usePhoneStateLater(({ isPlacing, connection }) => isPlacing || connection !== 'Connected');
  if (target === null) return null;
  return (
    <MessageWithAction
      role="status"
      action={t('rejoin.rejoin')}
      isBusy={isBusy}
      onAction={() => void placeCall(target, { video: false })}
      dismiss={{ label: t('rejoin.dismiss'), onDismiss: rejoin.dismiss }}
      isAboveView
    >
      {t(findTextKey(target), { name })}
    </MessageWithAction>
  );
}

function findTextKey(target: Target) {
  if (target.kind === 'people') return 'rejoin.call';
  return target.subject === undefined ? 'rejoin.meeting' : 'rejoin.namedMeeting';
}
