import { useTranslation } from 'react-i18next';
import { findFormatLocale } from '../../i18n/formatLocale.ts';
import type { CalendarEvent } from '../../workday/todaysMeetings.ts';

/** Returns when an event begins and ends, in the user's own form, for example `9:00 – 9:30 AM`. */
export function useEventTime({ startsAt, endsAt, isAllDay }: CalendarEvent): string {
  const { t, i18n } = useTranslation();
  if (isAllDay) return t('meetings.allDay');
  const format = new Intl.DateTimeFormat(findFormatLocale(i18n.language), {
    hour: 'numeric',
    minute: '2-digit',
  });
  // For an event that goes on after midnight, `formatRange` would add both dates.
  const isOneDay = new Date(startsAt).toDateString() === new Date(endsAt).toDateString();
  return isOneDay
    ? format.formatRange(startsAt, endsAt)
    : `${format.format(startsAt)} – ${format.format(endsAt)}`;
}
