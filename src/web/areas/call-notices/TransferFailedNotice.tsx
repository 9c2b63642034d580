import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { wordReason, type FailedTransfer } from '../../transfer/useTransferOutcome.ts';
import { NoticeBar } from './NoticeBar.tsx';
import { subscribeToNothing } from '../../base/subscriptions.ts';

/**
 * Says why a transfer failed, or a consultation before it, and resumes the call with the participant who was to be transferred. The
 * notice names the call, because another call may be in front.
 */
export function TransferFailedNotice({ notice }: { notice: FailedTransfer }) {
  const { t } = useTranslation();
  const phone = usePhone();
  // Once the participant has hung up, there is no call to resume.
  const session = usePhoneState(({ calls }) => calls.includes(notice.call))
    ? phone.findSession(notice.call)
    : undefined;
  const isOnHold = useSyncExternalStore(
    session?.call.subscribe ?? subscribeToNothing,
    () => session?.call.get().state === 'LocalHold',
  );
  const name = usePersonName(notice.person) || t('transfer.someone');
  const target = usePersonName(notice.target) || t('transfer.someone');
  const resumeAction = isOnHold
    ? { label: t('transfer.backTo', { name }), onClick: () => void phone.switchTo(notice.call) }
    : null;
  return (
    <NoticeBar role="alert" action={resumeAction} onDismiss={() => phone.dismissNotice(notice.id)}>
      <strong>{wordReason(t, notice)}.</strong> {t(`transfer.failed.${notice.attempt}`, { name, target })}{' '}
      {isOnHold && t('transfer.stillOnHold', { name })}{' '}
      {notice.code !== null && <small>{t('problems.code', { code: notice.code })}</small>}
    </NoticeBar>
  );
}
