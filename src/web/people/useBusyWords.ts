import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeFormats } from '../i18n/formatTime.ts';
import { usePeople } from './PeopleProvider.tsx';
import { objectIdOf } from './rawId.ts';

/** Says until when a colleague's calendar is busy; empty if it is not, or if the app may not ask. Asks while the component is shown. */
export function useBusyWords(rawId: string): string {
  const { t } = useTranslation();
  const { formatTime, formatShortDateAndTime } = useTimeFormats();
  const { schedules } = usePeople();
  const oid = objectIdOf(rawId);
  useEffect(() => {
    if (oid !== null) schedules.request(oid);
  }, [schedules, oid]);
  const busy = useSyncExternalStore(schedules.busyTimes.subscribe, () => {
    const known = oid === null ? undefined : schedules.busyTimes.get().get(oid);
    return known && known.until > Date.now() ? known : null;
  });
  if (busy === null) return '';
  const format = busy.isBeyondToday ? formatShortDateAndTime : formatTime;
  return t(`person.calendar.${busy.kind}`, { time: format(busy.until) });
}
