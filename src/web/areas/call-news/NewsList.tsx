import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import type { CallNews } from '../../calling/call/news.ts';
import { NewsBar } from './NewsBar.tsx';
import { useEnding } from './useEnding.ts';

const useStyles = makeStyles({
  news: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`,
  },
});

type Of<Kind extends CallNews['kind']> = Extract<CallNews, { kind: Kind }>;

/** What happened to calls that the user may not have been looking at: who left, and which transfer failed. */
export function NewsList() {
  const { t } = useTranslation();
  const styles = useStyles();
  const news = usePhoneState((state) => state.news);
  if (news.length === 0) return null;
  return (
    <section aria-label={t('news.title')} className={styles.news}>
      {news.map((one) =>
        one.kind === 'ended' ? (
          <EndedNews key={one.id} news={one} />
        ) : (
          <TransferFailedNews key={one.id} news={one} />
        ),
      )}
    </section>
  );
}

function EndedNews({ news: { id, ended } }: { news: Of<'ended'> }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { name, title, again } = useEnding(ended);
  const callBack = again && {
    label: t('news.callBack'),
    onClick: () => void phone.dial(again, { video: ended.withVideo }),
  };
  return (
    <NewsBar id={id} role="status" action={callBack}>
      {title.includes(name) ? title : t('news.ended', { name, what: title })}{' '}
      {ended.code !== '0/0' && <small>{t('ended.code', { code: ended.code })}</small>}
    </NewsBar>
  );
}

const reasons = ['declined', 'busy', 'noAnswer', 'unreachable', 'noSuchPerson'] as const;

function TransferFailedNews({ news }: { news: Of<'transferFailed'> }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const name = usePersonName(news.person);
  const target = usePersonName(news.target);
  const reason = reasons.find((one) => one === news.reason) ?? 'other';
  const resume = calls.includes(news.call)
    ? { label: t('news.resume', { name }), onClick: () => void phone.switchTo(news.call) }
    : null;
  return (
    <NewsBar id={news.id} role="alert" action={resume}>
      {t('transfer.failed', { name, reason: t(`transfer.reasons.${reason}`, { name: target }) })}{' '}
      <small>{t('problems.code', { code: news.code })}</small>
    </NewsBar>
  );
}
