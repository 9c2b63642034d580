import { Body1, Spinner } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { fail } from '../../errors/problem.ts';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { MeetingList } from './MeetingList.tsx';
import { TodayRegion } from './TodayRegion.tsx';
import { useNow } from './useNow.ts';
import { useOnline } from './useOnline.ts';
import { useTodaysMeetings } from './useTodaysMeetings.ts';

/** All meetings of today, or why they are not shown. */
export function TodaysMeetings() {
  const { t } = useTranslation();
  const { consentState, events, isLoading, failure, retry } = useTodaysMeetings();
  const now = useNow();
  const isOnline = useOnline();
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
          {events?.length === 0 && <Body1>{t('meetings.empty')}</Body1>}
          {events && events.length > 0 && <MeetingList events={events} now={now} />}
        </>
      )}
    </TodayRegion>
  );
}
