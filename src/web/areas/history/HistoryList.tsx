import {
  Badge,
  Button,
  Caption1Strong,
  makeStyles,
  SearchBox,
  Subtitle2,
  ToggleButton,
  tokens,
} from '@fluentui/react-components';
import { History32Regular } from '@fluentui/react-icons/svg/history';
import { Search32Regular } from '@fluentui/react-icons/svg/search';
import { useCallback, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhoneStateLater } from '../../calling/react.tsx';
import type { HistoryEntry } from '../../history/history.ts';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { useReadable } from '../../base/useReadable.ts';
import { useReadableLater } from '../../base/useReadableLater.ts';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { onOneColumn } from '../../ui/screenWidth.ts';
import { filters, useVisibleEntries, type Filter } from './filterEntries.ts';
import { formatDay, useTimeFormats } from '../../i18n/formatTime.ts';
import { classifyDay, groupByDay, groupRepeats } from './groupEntries.ts';
import { HistoryRow } from './HistoryRow.tsx';
import { ClearHistory, ExportHistory } from './WholeList.tsx';

const useStyles = makeStyles({
  // Only the calls scroll, and the search stays in place. On a phone too few calls would fit, so there the whole view scrolls.
  history: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    width: '100%',
    minWidth: 0,
    minHeight: '360px',
    textAlign: 'start',
    outlineStyle: 'none',
    [onOneColumn]: { flexShrink: 0 },
  },
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  heading: { margin: 0 },
  end: { display: 'flex', flexWrap: 'wrap', marginInlineStart: 'auto' },
  search: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  searchBox: { maxWidth: 'none', minWidth: 0 },
  filters: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  filter: { minWidth: 0 },
  // The padding leaves room for the focus outline of the rows. The margin aligns the photos with the heading.
  calls: {
    minHeight: 0,
    overflowY: 'auto',
    marginInlineStart: '-8px',
    padding: '2px',
    [onOneColumn]: { overflowY: 'visible' },
  },
  noMatch: { display: 'flex', flexDirection: 'column', alignItems: 'center' },
  day: { margin: `${tokens.spacingVerticalM} 6px ${tokens.spacingVerticalXS}` },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  // Lets the browser skip the layout of rows out of sight. It assumes that such a row is 48 px high, or as high as it last was.
  item: { contentVisibility: 'auto', containIntrinsicSize: 'auto 48px' },
});

/** The number of calls that are shown at first, and that each press on *Show older calls* adds. */
const pageSize = 50;

const groupDays = (entries: readonly HistoryEntry[]) =>
  groupByDay(entries).map((day) => ({ startsAt: day.startsAt, groups: groupRepeats(day.entries) }));

/** The call history, by day. Missed calls count as seen as soon as the pointer moves or the focus is in the list. */
export function HistoryList() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { locale } = useTimeFormats();
  const headingId = useId();
  const section = useRef<HTMLElement>(null);
  const history = useHistory();
  const entries = useReadableLater(history.entries, (all) => all);
  const missedCount = useReadable(history.missedCount);
  const canPlaceCall = usePhoneStateLater(
    ({ isPlacing, connection }) => !isPlacing && connection === 'Connected',
  );
  const now = useToday();
  const [filter, setFilter] = useState<Filter>('all');
  const [query, setQuery] = useState('');
  const [shownCount, setShownCount] = useState(pageSize);
  /** The key of the row whose details are open. */
  const [openGroup, setOpenGroup] = useState<string | null>(null);
  // `useDeferredValue` makes React render a typed letter first, and the list afterwards.
  const visibleEntries = useVisibleEntries(entries, filter, useDeferredValue(query));
  const days = useMemo(() => groupDays(visibleEntries.slice(0, shownCount)), [visibleEntries, shownCount]);
  const toggleGroup = useCallback(
    (groupKey: string) => setOpenGroup((openKey) => (openKey === groupKey ? null : groupKey)),
    [],
  );
  const markSeen = () => {
    if (missedCount > 0) history.markSeen();
  };
  const formatDayHeading = (startsAt: number) => {
    const day = classifyDay(startsAt, now);
    return day === 'date' ? formatDay(startsAt, now, locale) : t(`history.${day}`);
  };
  const showAll = () => {
    setFilter('all');
    setQuery('');
    section.current?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The pointer and the focus run no command.
    <section
      ref={section}
      tabIndex={-1}
      aria-labelledby={headingId}
      className={styles.history}
      onPointerMove={markSeen}
      onFocus={markSeen}
    >
      <div className={styles.top}>
        <Subtitle2 as="h2" id={headingId} className={styles.heading}>
          {t('history.title')}
        </Subtitle2>
        {missedCount > 0 && <Badge color="danger">{t('history.missed', { count: missedCount })}</Badge>}
        {entries.length > 0 && (
          <div className={styles.end}>
            <ExportHistory entries={visibleEntries} />
            {/* The pressed button, which had the focus, has gone. */}
            <ClearHistory onCleared={() => section.current?.focus()} />
          </div>
        )}
      </div>
      {entries.length > 0 ? (
        <HistorySearch filter={filter} onFilter={setFilter} query={query} onQuery={setQuery} />
      ) : (
        <EmptyState
          icon={<History32Regular aria-hidden />}
          title={t('history.empty')}
          hint={t('history.emptyHint')}
        />
      )}
      {entries.length > 0 && visibleEntries.length === 0 && (
        <div role="status" className={styles.noMatch}>
          <EmptyState icon={<Search32Regular aria-hidden />} title={t('history.noMatch')} />
          <Button onClick={showAll}>{t('history.showAll')}</Button>
        </div>
      )}
      <div className={styles.calls}>
        {days.map(({ startsAt, groups }) => (
          <div key={startsAt}>
            <Caption1Strong as="h3" block className={styles.day}>
              {formatDayHeading(startsAt)}
            </Caption1Strong>
            <ul className={styles.list}>
              {groups.map((group) => (
                <li key={group.key} className={styles.item}>
                  <HistoryRow
                    group={group}
                    isOpen={group.key === openGroup}
                    canPlaceCall={canPlaceCall}
                    onToggle={toggleGroup}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
        {visibleEntries.length > shownCount && (
          <Button appearance="subtle" onClick={() => setShownCount(shownCount + pageSize)}>
            {t('history.older')}
          </Button>
        )}
      </div>
    </section>
  );
}

interface HistorySearchProps {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  query: string;
  onQuery: (query: string) => void;
}

function HistorySearch({ filter, onFilter, query, onQuery }: HistorySearchProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.search}>
      <SearchBox
        aria-label={t('history.search')}
        placeholder={t('history.searchHint')}
        className={styles.searchBox}
        value={query}
        dismiss={{ 'aria-label': t('history.clearSearch') }}
        onChange={(_event, { value }) => onQuery(value)}
      />
      <div role="group" aria-label={t('history.filters.label')} className={styles.filters}>
        {filters.map((name) => (
          <ToggleButton
            key={name}
            size="small"
            shape="circular"
            className={styles.filter}
            checked={name === filter}
            onClick={() => onFilter(name)}
          >
            {t(`history.filters.${name}`)}
          </ToggleButton>
        ))}
      </div>
    </div>
  );
}

/** Returns a time of the current day, in milliseconds since 1970. The component renders again when the day changes. */
function useToday(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const update = () => setNow(Date.now());
    // Fires 100 ms after midnight, because a timer that fires too early would find the same day.
    const timer = setTimeout(update, new Date(now).setHours(24, 0, 0, 100) - now);
    // When the page is visible again, because the timer fires late if the computer sleeps at midnight.
    return joinStops(listenTo(document, ['visibilitychange'], update), () => clearTimeout(timer));
  }, [now]);
  return now;
}
