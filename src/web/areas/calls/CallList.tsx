import { makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { Call24Regular } from '@fluentui/react-icons/svg/call';
import { useEffect, useId, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { followCalls, sessionsOf } from '../../calling/calls/followCalls.ts';
import { CallProvider, usePhone, usePhoneState, usePhoneStateLater } from '../../calling/react.tsx';
import { useReadableLater } from '../../base/useReadableLater.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ignorePressesOnMoved } from '../../ui/ignorePressesOnMoved.ts';
import { onConsole, onNoSideColumn, onOneColumn } from '../../ui/screenWidth.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';
import { CallRow } from './CallRow.tsx';
import { orderCalls } from './orderCalls.ts';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 },
  // Screens without a column for the calls have no room for a heading. The list's accessible name says the same.
  heading: {
    margin: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`,
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
      padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalS}`,
    },
  },
});

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
  const frontKey = usePhoneStateLater((state) => state.front);
  // The keys of the calls in one text, so that React renders the list only if the order changes. `followCalls` listens to every
  // call, because a hold changes the order without a change of the phone's state.
  const order = useMemo(
    () => ({
      subscribe: (onChange: () => void) => followCalls(phone, onChange),
      get: () => JSON.stringify(orderCalls(sessionsOf(phone), phone.state.get().front).map(({ key }) => key)),
    }),
    [phone],
  );
  usePressGuard();
  const keysText = useReadableLater(order, (value) => value);
  const sessions = (JSON.parse(keysText) as string[]).flatMap((key) => phone.findSession(key) ?? []);
  // The phone knows of a call before this list does, and the call may already be on the screen.
  const hasCalls = usePhoneState(({ calls }) => calls.length > 0);
  const hasNoCall = !hasCalls && sessions.length === 0;
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
            title={t(isOnlyRinging ? 'incoming.heading' : 'call.noCalls')}
            {...(!isOnlyRinging && { hint: t('call.noCallsHint') })}
          />
        </div>
      )}
      {(isOnlyRinging || !hasNoCall) && (
        <ul
          aria-label={t('call.list')}
          className={mergeClasses(styles.list, isOnlyRinging && styles.onlyRinging)}
        >
          {ringingRows}
          {sessions.map((session) => (
            <CallProvider session={session} key={session.key}>
              <CallRow isInFront={session.key === frontKey} />
            </CallProvider>
          ))}
        </ul>
      )}
    </section>
  );
}

/** When a call ends, its row goes, and the rows below it move up. For a moment, a press is meant for the row that was there. */
function usePressGuard(): void {
  const phone = usePhone();
  useEffect(() => {
    let count = phone.state.get().calls.length;
    return phone.state.subscribe(() => {
      const { length } = phone.state.get().calls;
      if (length < count) ignorePressesOnMoved();
      count = length;
    });
  }, [phone]);
}
