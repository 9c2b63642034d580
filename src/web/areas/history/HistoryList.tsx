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
import { dayName, formatDay, groupByDay } from './groupByDay.ts';
import { HistoryRow } from './HistoryRow.tsx';
import { useRowActions } from './rowActions.ts';
import { useToday } from './useToday.ts';

const useStyles = makeStyles({
  history: { width: '100%', minWidth: 0, textAlign: 'start', outlineStyle: 'none' },
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  heading: { margin: 0 },
  end: { marginInlineStart: 'auto' },
  day: { margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}` },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  // The browser does not lay out rows that are out of sight.
  item: { contentVisibility: 'auto', containIntrinsicSize: 'auto 48px' },
});

/** The number of calls that are shown at first, and that each press on *Show older calls* adds. */
const pageSize = 50;

/** The call history, by day. Missed calls count as seen once the pointer or the focus is in the list. */
export function HistoryList() {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  const heading = useId();
  const section = useRef<HTMLElement>(null);
  const history = useHistory();
  const entries = useReadable(history.entries);
  const missed = useReadable(history.missed);
  const now = useToday();
  const [shownCount, setShownCount] = useState(pageSize);
  const onRowPress = useRowActions(entries);
  const markSeen = () => {
    if (missed > 0) history.markSeen();
  };
  const headingOfDay = (start: number) => {
    const name = dayName(start, now);
    return name === 'date' ? formatDay(start, now, i18n.language) : t(`history.${name}`);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- The pointer and the focus run no command, and clicks come from buttons, which the keyboard can press.
    <section
      ref={section}
      tabIndex={-1}
      aria-labelledby={heading}
      className={styles.history}
      onPointerMove={markSeen}
      onFocus={markSeen}
      onClick={onRowPress}
    >
      <div className={styles.top}>
        <Subtitle2 as="h2" id={heading} className={styles.heading}>
          {t('history.title')}
        </Subtitle2>
        {missed > 0 && <Badge color="danger">{t('history.missed', { count: missed })}</Badge>}
        {entries.length > 0 && (
          <div className={styles.end}>
            {/* The pressed button had the focus, and has disappeared. */}
            <ClearHistory onCleared={() => section.current?.focus()} />
          </div>
        )}
      </div>
      {entries.length === 0 && <Body1 as="p">{t('history.empty')}</Body1>}
      {groupByDay(entries.slice(0, shownCount)).map(({ start, entries: entriesOfDay }) => (
        <div key={start}>
          <Caption1Strong as="h3" block className={styles.day}>
            {headingOfDay(start)}
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
