import { Body1, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { CalendarEmpty32Regular } from '@fluentui/react-icons/svg/calendar-empty';
import { useTranslation } from 'react-i18next';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { fail } from '../../errors/problem.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { MeetingList } from './MeetingList.tsx';
import { TodayRegion } from './TodayRegion.tsx';
import { useNow } from './useNow.ts';
import { useOnline } from './useOnline.ts';
import { useTodaysMeetings } from './useTodaysMeetings.ts';

const useStyles = makeStyles({
  past: { margin: 0, marginBlockStart: tokens.spacingVerticalS, color: tokens.colorNeutralForeground2 },
});

/** All meetings of today, those that are over at the end, or why they are not shown. */
export function TodaysMeetings() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { consentState, events, isLoading, failure, retry } = useTodaysMeetings();
  const now = useNow();
  const isOnline = useOnline();
  const nextEvents = (events ?? []).filter(({ endsAt }) => endsAt > now);
  const pastEvents = (events ?? []).filter(({ endsAt }) => endsAt <= now);
  // A shown list stays. While the browser is offline, a request fails for a reason that the user already knows.
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
          {nextEvents.length > 0 && <MeetingList events={nextEvents} now={now} />}
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
