import { Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { lineAtBlockEnd } from '../../ui/lines.ts';
import type { Queue } from '../../workday/queue.ts';
import { useWorkday } from '../../workday/WorkdayProvider.tsx';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    minHeight: tokens.lineHeightBase200,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
    flexShrink: 0,
    ...lineAtBlockEnd,
  },
  // Somebody waits. The words say so, too.
  waiting: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** One line about the queue of the company's numbers. Shows nothing where the company's server application offers no queue. */
export function QueueLine() {
  const { queue } = useWorkday();
  return queue && <Counts queue={queue} />;
}

function Counts({ queue }: { queue: Queue }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { formatDuration } = useTimeFormats();
  const state = useReadable(queue.state);
  useEffect(() => queue.watch(), [queue]);
  if (state === 'unknown' || state === 'unavailable')
    return (
      <section aria-label={t('queue.title')} className={styles.line}>
        <Caption1>{state === 'unavailable' && t('queue.unavailable')}</Caption1>
      </section>
    );
  const { waiting, longestWaitSeconds, agentsAvailable } = state;
  return (
    <section aria-label={t('queue.title')} className={styles.line}>
      <Caption1 className={mergeClasses(waiting > 0 && styles.waiting)}>
        {t('queue.waiting', { number: waiting })}
      </Caption1>
      {waiting > 0 && <Caption1>{t('queue.longest', { time: formatDuration(longestWaitSeconds) })}</Caption1>}
      <Caption1>{t('queue.agents', { number: agentsAvailable })}</Caption1>
    </section>
  );
}
