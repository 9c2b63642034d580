import { useTranslation } from 'react-i18next';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import type { CalendarEvent } from '../../workday/todaysMeetings.ts';

/** Returns when an event begins and ends, in the user's own form, for example `9:00 – 9:30 AM`. */
export function useEventTime({ startsAt, endsAt, isAllDay }: CalendarEvent): string {
  const { t } = useTranslation();
  const { formatTime, formatTimeRange } = useTimeFormats();
  if (isAllDay) return t('meetings.allDay');
  // For an event that goes on after midnight, `formatRange` would add both dates.
  const isOneDay = new Date(startsAt).toDateString() === new Date(endsAt).toDateString();
  return isOneDay ? formatTimeRange(startsAt, endsAt) : `${formatTime(startsAt)} – ${formatTime(endsAt)}`;
}
