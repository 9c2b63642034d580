import { Body1, Caption1, makeStyles, Spinner, tokens, Subtitle2 } from '@fluentui/react-components';
import { CalendarEmpty32Regular } from '@fluentui/react-icons/svg/calendar-empty';
import { useId, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { fail } from '../../errors/problem.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { JoinDevices } from './JoinDevices.tsx';
import { MeetingList } from './MeetingList.tsx';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import { useOnline } from '../../base/useOnline.ts';
import { useReadable } from '../../base/useReadable.ts';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { useWorkday } from '../../workday/WorkdayProvider.tsx';

const useStyles = makeStyles({
  past: { margin: 0, marginBlockStart: tokens.spacingVerticalS, color: tokens.colorNeutralForeground2 },
  region: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalL },
  heading: { margin: 0 },
});

/** Today's events, the past ones at the end; or the reason why there are none to show. */
export function TodaysMeetings() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { consentState, events, isLoading, failure, retry } = useTodaysMeetings();
  const now = useNow();
  const isOnline = useOnline();
  const remainingEvents = (events ?? []).filter(({ endsAt }) => endsAt > now);
  const pastEvents = (events ?? []).filter(({ endsAt }) => endsAt <= now);
  // Not while the browser is offline: then another message already gives the reason.
  const isFailed = failure !== null && !isLoading && isOnline;
  return (
    <TodayRegion>
      <ConsentPrompt feature="calendar" />
      {!isOnline && <Body1 role="status">{t('meetings.offline')}</Body1>}
      {consentState === 'granted' && (
        <>
          {events === null && isLoading && isOnline && (
            <Spinner role="status" size="tiny" labelPosition="after" label={t('meetings.loading')} />
          )}
          {isFailed && (
            <ProblemBar problem={fail('calendar-not-read', { detail: failure }).problem} onRemedy={retry} />
          )}
          {events?.length === 0 && (
            <EmptyState icon={<CalendarEmpty32Regular aria-hidden />} title={t('meetings.empty')} />
          )}
          {remainingEvents.length > 0 && <MeetingList events={remainingEvents} now={now} />}
          {pastEvents.length > 0 && (
            <>
              <Caption1 as="h3" className={styles.past}>
                {t('meetings.earlier')}
              </Caption1>
              <MeetingList events={pastEvents} now={now} />
            </>
          )}
        </>
      )}
    </TodayRegion>
  );
}

const maxHomeEvents = 3;

/** The current and the next events, for the home screen; nothing without events or consent. It does not ask for the consent. */
export function TodayList() {
  const { consentState, events } = useTodaysMeetings();
  const now = useNow();
  const remainingEvents = (events ?? []).filter(({ endsAt }) => endsAt > now).slice(0, maxHomeEvents);
  if (consentState !== 'granted' || remainingEvents.length === 0) return null;
  return (
    <TodayRegion besideHeading={<JoinDevices />}>
      <MeetingList events={remainingEvents} now={now} isCompact />
    </TodayRegion>
  );
}

function TodayRegion({ besideHeading, children }: { besideHeading?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className={styles.region}>
      <div className={styles.top}>
        <Subtitle2 as="h2" id={headingId} className={styles.heading}>
          {t('meetings.today')}
        </Subtitle2>
        {besideHeading}
      </div>
      {children}
    </section>
  );
}

/** Milliseconds between two requests for the calendar while the page is visible. */
const refreshEveryMs = 5 * 60_000;

/** Returns today's events. If the user has consented, it reads them at intervals, and when the page is visible or online again. */
function useTodaysMeetings() {
  const { todaysMeetings } = useWorkday();
  const consentState = useConsent('calendar').state;
  const isAllowed = consentState === 'granted';
  useEffect(() => {
    if (!isAllowed) return;
    const refreshIfVisible = () => {
      if (document.visibilityState === 'visible') todaysMeetings.refresh();
    };
    refreshIfVisible();
    const timer = setInterval(refreshIfVisible, refreshEveryMs);
    return joinStops(
      () => clearInterval(timer),
      listenTo(document, ['visibilitychange'], refreshIfVisible),
      listenTo(globalThis, ['online'], refreshIfVisible),
    );
  }, [todaysMeetings, isAllowed]);
  return { ...useReadable(todaysMeetings.state), consentState, retry: todaysMeetings.retry };
}

/** Returns the current time in milliseconds since 1970. The component renders again at the beginning of each minute. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    // Fires 50 ms after the next minute begins, because a timer that fires too early would find the same minute.
    const timer = setTimeout(() => setNow(Date.now()), 60_050 - (now % 60_000));
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}
