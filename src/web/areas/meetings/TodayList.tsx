import { useNow } from './useNow.ts';
import { selectNextEvents } from './eventTime.ts';
import { MeetingList } from './MeetingList.tsx';
import { TodayRegion } from './TodayRegion.tsx';
import { useTodaysMeetings } from './useTodaysMeetings.ts';

/** The number of meetings on the home screen. */
const maxMeetings = 3;

/**
 * The next meetings of today, for the home screen. It renders nothing without the user's consent, and never asks for it.
 * It also renders nothing while there is no next meeting, and when the calendar cannot be read.
 */
export function TodayList() {
  const { consentState, events } = useTodaysMeetings();
  const now = useNow();
  const nextEvents = selectNextEvents(events ?? [], now, maxMeetings);
  if (consentState !== 'granted' || nextEvents.length === 0) return null;
  return (
    <TodayRegion>
      <MeetingList events={nextEvents} now={now} isCompact />
    </TodayRegion>
  );
}
