import { makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { Call24Regular } from '@fluentui/react-icons/svg/call';
import { use, useEffect, useId, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { followCalls, sessionsOf } from '../../calling/calls/followCalls.ts';
import type { CallSession } from '../../calling/call/session.ts';
import { CallProvider, ShownCallContext, usePhone, usePhoneState } from '../../calling/react.tsx';
import { useReadableLater } from '../../base/useReadableLater.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ignorePressesOnMoved } from '../../ui/ignorePressesOnMoved.ts';
import { onConsole, onNoSideColumn, onOneColumn } from '../../ui/screenWidth.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';
import { CallRow } from './CallRow.tsx';
import { keepPlaces, orderCalls } from './orderCalls.ts';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 },
  // Screens without a column for the calls have no room for a heading. The list's accessible name says the same.
  heading: {
    margin: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXS}`,
    display: 'none',
    [onConsole]: { display: 'block' },
  },
  // Sighted users see ringing calls as cards, so a list of only such calls appears only while it has the focus.
  onlyRinging: { ':not(:focus-within)': visuallyHidden },
  // On wider screens, the section stays visible while only ringing calls are in it, so that a ring moves nothing below it.
  onlyRingingSection: { [onNoSideColumn]: { ':not(:focus-within)': visuallyHidden } },
  none: { display: 'none', [onConsole]: { display: 'block' } },
  list: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    minHeight: 0,
    margin: 0,
    padding: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    overflow: 'auto',
    [onOneColumn]: { flexWrap: 'wrap', maxHeight: '40vh' },
    [onConsole]: {
      flexDirection: 'column',
      // The list scrolls, and would cut off the upper edge of the first row's focus ring.
      padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalS}`,
    },
  },
  // Where the rows are beside each other, they share the width, and close up.
  ended: { display: 'none', [onConsole]: { display: 'block', flexShrink: 0 } },
});

/** The text of a row for `keepPlaces`. */
const toRow = ({ key, call }: CallSession): string => JSON.stringify([key, call.get().heldSince]);
const readKey = (row: string): string => (JSON.parse(row) as [string])[0];

/**
 * All calls: those that ring, the one on the screen, and those on hold. A press on a call shows and resumes it.
 * @param props.ringingRows the rows of the calls that ring
 */
export function CallList({ ringingRows }: { ringingRows: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const headingId = useId();
  const phone = usePhone();
  const ringingCount = usePhoneState(({ incoming }) => incoming.length);
  const shownKey = use(ShownCallContext);
  // The rows of the calls in one text, so that React renders the list only if the order changes. `followCalls` listens to every
  // call, because a hold changes the order without a change of the phone's state.
  const order = useMemo(
    () => ({
      subscribe: (onChange: () => void) => followCalls(phone, onChange),
      get: () => JSON.stringify(orderCalls(sessionsOf(phone), phone.state.get().front).map(toRow)),
    }),
    [phone],
  );
  const list = useRef<HTMLUListElement>(null);
  const heightsAtEnd = useHeightsAtEnd(list);
  const rows = JSON.parse(useReadableLater(order, (value) => value)) as string[];
  const [shownRows, setShownRows] = useState<readonly string[]>(rows);
  const keptRows = keepPlaces(shownRows, rows);
  if (keptRows.join() !== shownRows.join()) setShownRows(keptRows);
  // The phone knows of a call before this list does, and the call may already be on the screen.
  const hasCalls = usePhoneState(({ calls }) => calls.length > 0);
  const hasNoCall = !hasCalls && !rows.some((row) => phone.findSession(readKey(row)));
  const isOnlyRinging = ringingCount > 0 && hasNoCall;
  return (
    <section
      aria-labelledby={headingId}
      className={mergeClasses(styles.section, isOnlyRinging && styles.onlyRingingSection)}
    >
      <Subtitle2 as="h2" id={headingId} className={styles.heading}>
        {t('call.list')}
      </Subtitle2>
      {hasNoCall && (
        <div className={styles.none}>
          <EmptyState
            icon={<Call24Regular aria-hidden />}
            title={t(isOnlyRinging ? 'call.noCallsHint' : 'call.noCalls')}
            {...(!isOnlyRinging && { hint: t('call.noCallsHint') })}
          />
        </div>
      )}
      {(isOnlyRinging || !hasNoCall) && (
        <ul
          ref={list}
          aria-label={t('call.list')}
          className={mergeClasses(styles.list, isOnlyRinging && styles.onlyRinging)}
        >
          {ringingRows}
          {keptRows.map(readKey).map((key) => {
            const session = phone.findSession(key);
            return session ? (
              <CallProvider session={session} key={key}>
                <CallRow isInFront={key === shownKey} />
              </CallProvider>
            ) : (
              <li
                key={key}
                aria-hidden
                data-call={key}
                data-ended
                className={styles.ended}
                style={{ height: heightsAtEnd.get(key) }}
              />
            );
          })}
        </ul>
      )}
    </section>
  );
}

/**
 * Returns the heights that the rows had, by the keys of their calls, when a call last ended: its place stays free as long as other
 * rows are below it. Where the rows close up, a press is for a moment meant for the row that was there.
 */
function useHeightsAtEnd(list: RefObject<HTMLElement | null>) {
  const phone = usePhone();
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    let count = phone.state.get().calls.length;
    return phone.state.subscribe(() => {
      const { length } = phone.state.get().calls;
      if (length < count) {
        ignorePressesOnMoved();
        const elements = [...(list.current?.querySelectorAll<HTMLElement>('[data-call]') ?? [])];
        setHeights(
          new Map(elements.map(({ dataset, offsetHeight }) => [dataset['call'] ?? '', offsetHeight])),
        );
      }
      count = length;
    });
  }, [phone, list]);
  return heights;
}
