import {
  Badge,
  Body1,
  Button,
  Caption1Strong,
  makeStyles,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { useReadable } from '../../base/useReadable.ts';
import { ClearHistory } from './ClearHistory.tsx';
import { classifyDay, formatDay, groupByDay } from './groupByDay.ts';
import { HistoryRow } from './HistoryRow.tsx';
import { useRowClickListener } from './rowActions.ts';
import { useToday } from './useToday.ts';

const useStyles = makeStyles({
  history: { width: '100%', minWidth: 0, textAlign: 'start', outlineStyle: 'none' },
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  heading: { margin: 0 },
  end: { marginInlineStart: 'auto' },
  day: { margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}` },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  // The browser does not lay out rows that are out of sight. It assumes that such a row is 48px high.
  item: { contentVisibility: 'auto', containIntrinsicSize: 'auto 48px' },
});

/** The number of calls that are shown at first, and that each press on *Show older calls* adds. */
const pageSize = 50;

/** The call history, by day. The list marks missed calls as seen as soon as the pointer or the focus is in it. */
export function HistoryList() {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  const headingId = useId();
  const section = useRef<HTMLElement>(null);
  const history = useHistory();
  const entries = useReadable(history.entries);
  const missedCount = useReadable(history.missedCount);
  const now = useToday();
  const [shownCount, setShownCount] = useState(pageSize);
  const onRowPress = useRowClickListener(entries);
  const markSeen = () => {
    if (missedCount > 0) history.markSeen();
  };
  const formatDayHeading = (startsAt: number) => {
    const day = classifyDay(startsAt, now);
    return day === 'date' ? formatDay(startsAt, now, i18n.language) : t(`history.${day}`);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- The pointer and the focus run no command, and clicks come from buttons, which the keyboard can press.
    <section
      ref={section}
      tabIndex={-1}
      aria-labelledby={headingId}
      className={styles.history}
      onPointerMove={markSeen}
      onFocus={markSeen}
      onClick={onRowPress}
    >
      <div className={styles.top}>
        <Subtitle2 as="h2" id={headingId} className={styles.heading}>
          {t('history.title')}
        </Subtitle2>
        {missedCount > 0 && <Badge color="danger">{t('history.missed', { count: missedCount })}</Badge>}
        {entries.length > 0 && (
          <div className={styles.end}>
            {/* Clearing removes the pressed button, which had the focus. The list gets the focus instead. */}
            <ClearHistory onCleared={() => section.current?.focus()} />
          </div>
        )}
      </div>
      {entries.length === 0 && <Body1 as="p">{t('history.empty')}</Body1>}
      {groupByDay(entries.slice(0, shownCount)).map(({ startsAt, entries: entriesOfDay }) => (
        <div key={startsAt}>
          <Caption1Strong as="h3" block className={styles.day}>
            {formatDayHeading(startsAt)}
          </Caption1Strong>
          <ul className={styles.list}>
            {entriesOfDay.map((entry) => (
              <li key={entry.key} className={styles.item}>
                <HistoryRow entry={entry} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {entries.length > shownCount && (
        <Button appearance="subtle" onClick={() => setShownCount(shownCount + pageSize)}>
          {t('history.older')}
        </Button>
      )}
    </section>
  );
}
