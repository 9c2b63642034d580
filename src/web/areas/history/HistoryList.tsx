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
import {
  startTransition,
  useCallback,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { usePhoneStateLater } from '../../calling/react.tsx';
import type { HistoryEntry } from '../../history/entry.ts';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { useReadable } from '../../base/useReadable.ts';
import { useReadableLater } from '../../base/useReadableLater.ts';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { onNarrowScreen, onOneColumn } from '../../ui/screenWidth.ts';
import { filters, useVisibleEntries, type Filter } from './filterEntries.ts';
import { formatDay, useTimeFormats } from '../../i18n/formatTime.ts';
import { CallRows } from './CallRows.tsx';
import {
  classifyDay,
  countOpenCallers,
  divideIntoBlocks,
  findReturnedCalls,
  groupByDay,
  groupRepeats,
  sliceDays,
} from './groupEntries.ts';
import { createNearness, type Nearness } from './nearness.ts';
import { NewCallsButton, useNewCalls } from './NewCalls.tsx';
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
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  title: { display: 'flex', flexGrow: 1, flexBasis: 0, minWidth: 'min-content' },
  heading: { flexShrink: 0, margin: 0, whiteSpace: 'nowrap' },
  // Takes only the room that is left, because missed calls come and are seen while the user aims at a row below. Where the badge
  // does not fit, it wraps into a second line, which is cut off, and shows the mere number that it would cover otherwise.
  missed: {
    position: 'relative',
    display: 'flex',
    flexWrap: 'wrap',
    flexGrow: 1,
    alignItems: 'center',
    width: 0,
    // Room for the mere number.
    minWidth: '36px',
    height: tokens.lineHeightBase400,
    overflow: 'hidden',
    '::before': { content: '""', height: '100%' },
  },
  // Without a line break, whose first line would lie over the mere number.
  badge: {
    position: 'relative',
    flexShrink: 0,
    marginInlineStart: tokens.spacingHorizontalS,
    whiteSpace: 'nowrap',
  },
  number: { position: 'absolute', insetInlineStart: tokens.spacingHorizontalS },
  end: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXXS, marginInlineStart: 'auto' },
  search: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    minWidth: 0,
  },
  searchBox: { flexGrow: 1, flexBasis: '220px', maxWidth: 'none', minWidth: 0 },
  // Close together on a phone, so that the number of missed callers seldom adds a row, which would move the calls below.
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    [onOneColumn]: { columnGap: tokens.spacingHorizontalXXS },
  },
  // From 4 px in a window of 360 px to the usual 8 px in one of 400 px.
  filter: { minWidth: 0, [onOneColumn]: { paddingInline: 'clamp(4px, 10vw - 32px, 8px)' } },
  // Always as wide as with a number of two digits, so that a missed call moves no filter.
  missedFilter: {
    display: 'inline-grid',
    justifyItems: 'center',
    '::after': { content: 'attr(data-longest)', height: 0, overflow: 'hidden', visibility: 'hidden' },
  },
  // The padding leaves room for the focus outline of the rows. The margin aligns the photos with the heading.
  calls: {
    position: 'relative',
    minHeight: 0,
    overflowY: 'auto',
    marginInlineStart: '-8px',
    padding: '2px',
    [onOneColumn]: { overflowY: 'visible' },
    // Room for the button that shows new calls, which is larger here.
    [onNarrowScreen]: { '& > div:first-of-type > h3': { marginBlockStart: '28px' } },
  },
  noMatch: { display: 'flex', flexDirection: 'column', alignItems: 'center' },
  day: { margin: `${tokens.spacingVerticalM} 6px ${tokens.spacingVerticalXS}` },
});

/**
 * The number of calls that the list arranges at first, and that it adds when the user comes near the end. Each costs time with every
 * letter of a search, although only those near the visible part are rendered.
 */
const pageSize = 200;

/** The number of calls that are rendered at first. After the first frame, the list renders those near its visible part. */
const firstCount = 20;

/** Arranges the latest calls as the list shows them: by day, and each day in blocks. @param count at least so many, in whole days */
function arrangeDays(entries: readonly HistoryEntry[], count: number) {
  let rowCount = 0;
  return groupByDay(sliceDays(entries, count)).map((day) => ({
    startsAt: day.startsAt,
    blocks: divideIntoBlocks(groupRepeats(day.entries)).map(({ key, groups }) => {
      const isNearAtFirst = rowCount < firstCount;
      rowCount += groups.length;
      return { key, groups, isNearAtFirst };
    }),
  }));
}

/**
 * The call history, by day. Missed calls count as seen as soon as the pointer moves or the focus is in the list, unless they still
 * wait behind the button that shows new calls.
 */
export function HistoryList() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { locale } = useTimeFormats();
  const headingId = useId();
  const section = useRef<HTMLElement>(null);
  const history = useHistory();
  const entries = useReadableLater(history.entries, (all) => all);
  // Later, so that the list learns of the end of the loading not before it has the loaded entries.
  const isLoading = useReadableLater(history.isLoading, (isStillLoading) => isStillLoading);
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
  const shownQuery = useDeferredValue(query);
  const visibleEntries = useVisibleEntries(entries, filter, shownQuery);
  const { shownEntries, newCount, showNew } = useNewCalls(entries, visibleEntries, isLoading);
  const days = useMemo(() => arrangeDays(shownEntries, shownCount), [shownEntries, shownCount]);
  const returnedCalls = useMemo(() => findReturnedCalls(entries), [entries]);
  const openCallerCount = useMemo(() => countOpenCallers(entries, returnedCalls), [entries, returnedCalls]);
  const [nearness] = useState(createNearness);
  const search = (newFilter: Filter, newQuery: string) => {
    setFilter(newFilter);
    setQuery(newQuery);
    setShownCount(pageSize);
    showNew();
  };
  const toggleGroup = useCallback(
    (groupKey: string) => setOpenGroup((openKey) => (openKey === groupKey ? null : groupKey)),
    [],
  );
  const markSeen = () => {
    if (missedCount > 0 && newCount === 0) history.markSeen();
  };
  const formatDayHeading = (startsAt: number) => {
    const day = classifyDay(startsAt, now);
    return day === 'date' ? formatDay(startsAt, now, locale) : t(`history.${day}`);
  };
  const showAll = () => {
    search('all', '');
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
        <div className={styles.title}>
          <Subtitle2 as="h2" id={headingId} className={styles.heading}>
            {t('history.title')}
          </Subtitle2>
          <span className={styles.missed}>
            {missedCount > 0 && (
              <>
                <Badge color="danger" className={styles.number} aria-hidden>
                  {missedCount}
                </Badge>
                <Badge color="danger" className={styles.badge} data-has-short-form>
                  {t('history.missed', { count: missedCount })}
                </Badge>
              </>
            )}
          </span>
        </div>
        {entries.length > 0 && (
          <div className={styles.end}>
            <ExportHistory entries={visibleEntries} />
            {/* The pressed button, which had the focus, has gone. */}
            <ClearHistory onCleared={() => section.current?.focus()} />
          </div>
        )}
      </div>
      {entries.length > 0 && <HistorySearch {...{ filter, query, openCallerCount }} onSearch={search} />}
      {entries.length === 0 && !isLoading && (
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
      {/* With the key, the calls that are found begin as a new list, of which only the first rows are rendered. */}
      <div key={`${filter} ${shownQuery}`} className={styles.calls}>
        {newCount > 0 && <NewCallsButton count={newCount} onShow={showNew} />}
        {days.map(({ startsAt, blocks }) => (
          <div key={startsAt}>
            <Caption1Strong as="h3" block className={styles.day}>
              {formatDayHeading(startsAt)}
            </Caption1Strong>
            {blocks.map(({ key, groups, isNearAtFirst }) => (
              <CallRows
                key={key}
                groups={groups}
                isNearAtFirst={isNearAtFirst}
                nearness={nearness}
                openGroup={openGroup}
                returnedCalls={returnedCalls}
                canPlaceCall={canPlaceCall}
                onToggle={toggleGroup}
              />
            ))}
          </div>
        ))}
        {shownEntries.length > shownCount && (
          // The key makes each page watch its own end, because its calls may all join the last row, and the end then stays near.
          <ListEnd
            key={shownCount}
            nearness={nearness}
            onNear={() => startTransition(() => setShownCount(shownCount + pageSize))}
          />
        )}
      </div>
    </section>
  );
}

/** The end of the calls that are arranged so far. @param props.onNear runs when the user comes near it */
function ListEnd({ nearness, onNear }: { nearness: Nearness; onNear: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  const runIfNear = useEffectEvent((isNear: boolean) => isNear && onNear());
  useEffect(() => {
    if (end.current) return nearness.observe(end.current, (isNear) => runIfNear(isNear));
  }, [nearness]);
  return <div ref={end} />;
}

interface HistorySearchProps {
  filter: Filter;
  query: string;
  openCallerCount: number;
  onSearch: (filter: Filter, query: string) => void;
}

function HistorySearch({ filter, query, openCallerCount, onSearch }: HistorySearchProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const nameMissed = (count: number) =>
    [t('history.filters.missed'), count > 0 && t('history.count', { count })].filter(Boolean).join(' ');
  return (
    <div className={styles.search}>
      <SearchBox
        aria-label={t('history.search')}
        placeholder={t('history.searchHint')}
        className={styles.searchBox}
        value={query}
        dismiss={{ 'aria-label': t('history.clearSearch') }}
        onChange={(_event, { value }) => onSearch(filter, value)}
      />
      <div role="group" aria-label={t('history.filters.label')} className={styles.filters}>
        {filters.map((name) => (
          <ToggleButton
            key={name}
            size="small"
            shape="circular"
            className={styles.filter}
            checked={name === filter}
            onClick={() => onSearch(name, query)}
          >
            {name === 'missed' ? (
              <span className={styles.missedFilter} data-longest={nameMissed(88)}>
                {nameMissed(openCallerCount)}
              </span>
            ) : (
              t(`history.filters.${name}`)
            )}
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
