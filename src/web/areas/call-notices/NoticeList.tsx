import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import type { CallNotice } from '../../calling/call/notice.ts';
import { EndedCallNotice } from './EndedCallNotice.tsx';
import { NoticeBar } from './NoticeBar.tsx';

const useStyles = makeStyles({
  notices: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`,
  },
});

/** The notices of one kind. */
type NoticeOf<Kind extends CallNotice['kind']> = Extract<CallNotice, { kind: Kind }>;

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

/** The reasons that have words of their own. All other reasons share the words of `other`. */
const knownReasons = ['declined', 'busy', 'noAnswer', 'unreachable', 'noSuchPerson'] as const;

function TransferFailedNotice({ notice }: { notice: NoticeOf<'transferFailed'> }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const name = usePersonName(notice.person);
  const targetName = usePersonName(notice.target);
  const reason = knownReasons.find((knownReason) => knownReason === notice.reason) ?? 'other';
  const resumeAction = calls.includes(notice.call)
    ? { label: t('news.resume', { name }), onClick: () => void phone.switchTo(notice.call) }
    : null;
  return (
    <NoticeBar role="alert" action={resumeAction} onDismiss={() => phone.dismissNotice(notice.id)}>
      {t('transfer.failed', { name, reason: t(`transfer.reasons.${reason}`, { name: targetName }) })}{' '}
      <small>{t('problems.code', { code: notice.code })}</small>
    </NoticeBar>
  );
}
