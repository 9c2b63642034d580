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
import { dayName, days, formatDay } from './days.ts';
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
  // What is out of sight is not laid out.
  item: { contentVisibility: 'auto', containIntrinsicSize: 'auto 48px' },
});

/** How many calls are shown at first, and how many more each time. */
const page = 50;

/** The calls of the past, by day. Pointing at it or moving through it is looking at what was missed. */
export function HistoryList() {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  const heading = useId();
  const section = useRef<HTMLElement>(null);
  const history = useHistory();
  const entries = useReadable(history.entries);
  const missed = useReadable(history.missed);
  const now = useToday();
  const [shown, setShown] = useState(page);
  const onRowPress = useRowActions(entries);
  const see = () => {
    if (missed > 0) history.markSeen();
  };
  const words = (start: number) => {
    const name = dayName(start, now);
    return name === 'date' ? formatDay(start, now, i18n.language) : t(`history.${name}`);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- Attention is noticed, not a command; a press is a button's inside, which has its keys.
    <section
      ref={section}
      tabIndex={-1}
      aria-labelledby={heading}
      className={styles.history}
      onPointerMove={see}
      onFocus={see}
      onClick={onRowPress}
    >
      <div className={styles.top}>
        <Subtitle2 as="h2" id={heading} className={styles.heading}>
          {t('history.title')}
        </Subtitle2>
        {missed > 0 && <Badge color="danger">{t('history.missed', { count: missed })}</Badge>}
        {entries.length > 0 && (
          <div className={styles.end}>
            {/* The question takes the focus with it. */}
            <ClearHistory onCleared={() => section.current?.focus()} />
          </div>
        )}
      </div>
      {entries.length === 0 && <Body1 as="p">{t('history.empty')}</Body1>}
      {days(entries.slice(0, shown)).map(({ start, entries: ofDay }) => (
        <div key={start}>
          <Caption1Strong as="h3" block className={styles.day}>
            {words(start)}
          </Caption1Strong>
          <ul className={styles.list}>
            {ofDay.map((entry) => (
              <li key={entry.key} className={styles.item}>
                <HistoryRow entry={entry} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {entries.length > shown && (
        <Button appearance="subtle" onClick={() => setShown(shown + page)}>
          {t('history.older')}
        </Button>
      )}
    </section>
  );
}
