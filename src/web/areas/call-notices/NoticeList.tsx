import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import type { CallNotice } from '../../calling/call/notice.ts';
import { NoticeBar } from './NoticeBar.tsx';
import { useEnding } from './useEnding.ts';

const useStyles = makeStyles({
  notices: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`,
  },
});

type Of<Kind extends CallNotice['kind']> = Extract<CallNotice, { kind: Kind }>;

/** What happened to calls that the user may not have been looking at: who left, and which transfer failed. */
export function NoticeList() {
  const { t } = useTranslation();
  const styles = useStyles();
  const notices = usePhoneState((state) => state.notices);
  if (notices.length === 0) return null;
  return (
    <section aria-label={t('news.title')} className={styles.notices}>
      {notices.map((one) =>
        one.kind === 'ended' ? (
          <EndedNotice key={one.id} notice={one} />
        ) : (
          <TransferFailedNotice key={one.id} notice={one} />
        ),
      )}
    </section>
  );
}

function EndedNotice({ notice: { id, ended } }: { notice: Of<'ended'> }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { name, title, again } = useEnding(ended);
  const callBack = again && {
    label: t('news.callBack'),
    onClick: () => void phone.dial(again, { video: ended.withVideo }),
  };
  return (
    <NoticeBar id={id} role="status" action={callBack}>
      {title.includes(name) ? title : t('news.ended', { name, what: title })}{' '}
      {ended.code !== '0/0' && <small>{t('ended.code', { code: ended.code })}</small>}
    </NoticeBar>
  );
}

const reasons = ['declined', 'busy', 'noAnswer', 'unreachable', 'noSuchPerson'] as const;

function TransferFailedNotice({ notice }: { notice: Of<'transferFailed'> }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const name = usePersonName(notice.person);
  const target = usePersonName(notice.target);
  const reason = reasons.find((one) => one === notice.reason) ?? 'other';
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
