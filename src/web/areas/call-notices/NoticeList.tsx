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

/** Notices about calls that ended and transfers that failed. The user may have been looking at another call. */
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
  const callBackAction = callBackTarget && {
    label: t('news.callBack'),
    onClick: () => void phone.placeCall(callBackTarget, { video: ended.withVideo }),
  };
  // A title that does not contain the name gets the name in front. `0/0` is the code of a normal end, so it is not shown.
  const text = title.includes(name) ? title : t('news.ended', { name, what: title });
  return (
    <NoticeBar id={id} role="status" action={callBackAction}>
      {text} {ended.code !== '0/0' && <small>{t('ended.code', { code: ended.code })}</small>}
    </NoticeBar>
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
    <NoticeBar id={notice.id} role="alert" action={resumeAction}>
      {t('transfer.failed', { name, reason: t(`transfer.reasons.${reason}`, { name: targetName }) })}{' '}
      <small>{t('problems.code', { code: notice.code })}</small>
    </NoticeBar>
  );
}
