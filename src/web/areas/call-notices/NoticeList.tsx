import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import type { CallNotice } from '../../calling/call/notice.ts';
import { NoticeBar } from './NoticeBar.tsx';
import { useEndedCall } from './useEndedCall.ts';

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

/** Notices of calls that ended and of transfers that failed while the user may have looked at another call. */
export function NoticeList() {
  const { t } = useTranslation();
  const styles = useStyles();
  const notices = usePhoneState((state) => state.notices);
  if (notices.length === 0) return null;
  return (
    <section aria-label={t('news.title')} className={styles.notices}>
      {notices.map((notice) =>
        notice.kind === 'ended' ? (
          <CallEndedNotice key={notice.id} notice={notice} />
        ) : (
          <TransferFailedNotice key={notice.id} notice={notice} />
        ),
      )}
    </section>
  );
}

function CallEndedNotice({ notice: { id, ended } }: { notice: NoticeOf<'ended'> }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { name, title, callBackTarget } = useEndedCall(ended);
  const callBack = callBackTarget && {
    label: t('news.callBack'),
    onClick: () => void phone.placeCall(callBackTarget, { video: ended.withVideo }),
  };
  return (
    <NoticeBar id={id} role="status" action={callBack}>
      {title.includes(name) ? title : t('news.ended', { name, what: title })}{' '}
      {ended.code !== '0/0' && <small>{t('ended.code', { code: ended.code })}</small>}
    </NoticeBar>
  );
}

/** The reasons that have words of their own. All others share the words of `other`. */
const reasons = ['declined', 'busy', 'noAnswer', 'unreachable', 'noSuchPerson'] as const;

function TransferFailedNotice({ notice }: { notice: NoticeOf<'transferFailed'> }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const name = usePersonName(notice.person);
  const target = usePersonName(notice.target);
  const reason = reasons.find((known) => known === notice.reason) ?? 'other';
  const resume = calls.includes(notice.call)
    ? { label: t('news.resume', { name }), onClick: () => void phone.switchTo(notice.call) }
    : null;
  return (
    <NoticeBar id={notice.id} role="alert" action={resume}>
      {t('transfer.failed', { name, reason: t(`transfer.reasons.${reason}`, { name: target }) })}{' '}
      <small>{t('problems.code', { code: notice.code })}</small>
    </NoticeBar>
  );
}
