import { makeStyles, tokens } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import { EndedCallNotice } from './EndedCallNotice.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { wordReason, type FailedTransfer } from '../../transfer/useTransferOutcome.ts';
import { NoticeBar } from './NoticeBar.tsx';
import { subscribeToNothing } from '../../base/subscriptions.ts';

const useStyles = makeStyles({
  notices: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    // The notices begin where the view below them begins.
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    [onNarrowScreen]: { paddingInline: tokens.spacingHorizontalM },
  },
});

/** Notices about calls that ended and transfers that failed. The user may have been looking at another call. */
export function NoticeList() {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const notices = usePhoneState((state) => state.notices);
  const ended = usePhoneState((state) => state.ended);
  if (notices.length === 0 && !ended) return null;
  return (
    <section aria-label={t('news.title')} className={styles.notices}>
      {notices.map((notice) =>
        notice.kind === 'ended' ? (
          <EndedCallNotice
            key={notice.id}
            ended={notice.ended}
            onDismiss={() => phone.dismissNotice(notice.id)}
          />
        ) : (
          <TransferFailedNotice key={notice.id} notice={notice} />
        ),
      )}
      {ended && <EndedCallNotice key={ended.id} ended={ended} onDismiss={phone.dismissEndedCall} />}
    </section>
  );
}

/**
 * Says why a transfer failed, or a consultation before it. Its button resumes the call with the participant who was to be
 * transferred. The notice names the call, because another call may be in front.
 */
function TransferFailedNotice({ notice }: { notice: FailedTransfer }) {
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
