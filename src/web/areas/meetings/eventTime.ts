import type { CalendarEvent } from '../../workday/todaysMeetings.ts';

/** Where an event is in time. `soon`: it begins within ten minutes. */
export type EventPhase = 'over' | 'now' | 'soon' | 'later';

const soonMs = 10 * 60_000;

/** An event of the whole day never begins soon, and is never going on. @param now milliseconds since 1970 */
export function findPhase(
  { startsAt, endsAt, isAllDay }: Pick<CalendarEvent, 'startsAt' | 'endsAt' | 'isAllDay'>,
  now: number,
): EventPhase {
  if (endsAt <= now) return 'over';
  if (isAllDay) return 'later';
  if (startsAt <= now) return 'now';
  return startsAt - now <= soonMs ? 'soon' : 'later';
}
