import type { Context } from 'hono';
import { addRoute } from '../http/addRoute.ts';
import type { CalendarEvent } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import { createMeetingLink } from '../wire/meetingLink.ts';
import type { GraphContext } from './authenticateCaller.ts';
import { GraphError } from './graphError.ts';
import { checkMailboxOptions, listAnswer, pageOptions, sendMailboxPage } from './odata.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** The longest accepted time range, in days. The limit keeps a request from creating too many events. */
const maxDays = 62;

const describeAddress = ({ displayName, upn }: Person) => ({
  emailAddress: { name: displayName, address: upn },
});
/** Graph writes an event's time with seven decimals and no offset, and the time zone beside it. */
const describeTime = (time: number) => ({
  dateTime: new Date(time).toISOString().replace('Z', '0000'),
  timeZone: 'UTC',
});

const durationOf = ({ isAllDay, durationMinutes }: CalendarEvent): number =>
  isAllDay ? dayMs : durationMinutes * minuteMs;

/** @returns one occurrence of an event as Graph's `event` resource. @param startsAt milliseconds since 1970. */
function createOccurrence(event: CalendarEvent, startsAt: number) {
  const { organizer } = event;
  const joinUrl = event.threadId && createMeetingLink(event.threadId, organizer.tid, organizer.oid);
  const onlineMeeting = joinUrl === null ? null : { joinUrl };
  return {
    id: `${event.id}-${new Date(startsAt).toISOString().slice(0, 10)}`,
    subject: event.subject,
    bodyPreview: '',
    start: describeTime(startsAt),
    end: describeTime(startsAt + durationOf(event)),
    isAllDay: event.isAllDay,
    isCancelled: false,
    showAs: 'busy',
    type: 'occurrence',
    location: { displayName: event.location },
    organizer: describeAddress(organizer),
    attendees: event.attendees.map((attendee) => ({
      type: 'required',
      status: { response: 'accepted', time: new Date(startsAt - dayMs).toISOString() },
      ...describeAddress(attendee),
    })),
    isOnlineMeeting: onlineMeeting !== null,
    onlineMeetingProvider: onlineMeeting ? 'teamsForBusiness' : 'unknown',
    onlineMeeting,
  };
}

/** Reads a calendar view's time range, in milliseconds since 1970. A time without an offset is in UTC. */
function readRange(c: Context): { from: number; to: number } {
  const readTime = (name: string) => {
    const text = c.req.query(name) ?? '';
    return Date.parse(/(Z|[+-]\d\d:\d\d)$/i.test(text) ? text : `${text}Z`);
  };
  const [from, to] = [readTime('startDateTime'), readTime('endDateTime')];
  if (Number.isNaN(from) || Number.isNaN(to)) {
    throw new GraphError(
      400,
      'ErrorInvalidParameter',
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    );
  }
  if (to < from || to - from > maxDays * dayMs) {
    throw new GraphError(400, 'ErrorInvalidParameter', `The time window must have 0 to ${maxDays} days.`);
  }
  return { from, to };
}

/**
 * Adds the route of the calendar view: a time range of the caller's calendar. Each directory event recurs every day in the
 * calendars of its organizer and attendees. Times are in UTC: the emulator ignores the header `Prefer: outlook.timezone`.
 * @see https://learn.microsoft.com/graph/api/user-list-calendarview
 */
export function addCalendarRoutes({ app, authenticateCaller, directory, now }: GraphContext): void {
  const halfHourMs = 30 * minuteMs;
  /** The start of the half hour in which the emulator started. The events' `startMinutes` count from here. */
  const baseTime = Math.floor(now() / halfHourMs) * halfHourMs;

  addRoute(app, 'GET', '/v1.0/me/calendarView', {
    summary: "Lists the caller's events in a time range.",
    query: {
      'startDateTime!': 'The start of the range.',
      'endDateTime!': 'The end of the range.',
      $orderby: '`start/dateTime`',
      ...pageOptions,
    },
    answer: listAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'outlook', 'Calendars.Read');
      checkMailboxOptions(c, 'start/dateTime');
      const { from, to } = readRange(c);
      const ownEvents = directory.calendarEvents.filter(({ organizer, attendees }) =>
        [organizer, ...attendees].includes(caller),
      );
      const occurrences = ownEvents.flatMap((event) => {
        // In Graph an all-day event begins and ends at midnight, whatever the time zone.
        const firstStart = event.isAllDay
          ? Math.floor(baseTime / dayMs) * dayMs
          : baseTime + event.startMinutes * minuteMs;
        const durationMs = durationOf(event);
        // Day 0 is the day of `firstStart`. `firstDay` is the first on which the event ends after `from`, and `lastDay` the last
        // on which it begins before `to`.
        const firstDay = Math.floor((from - firstStart - durationMs) / dayMs) + 1;
        const lastDay = Math.ceil((to - firstStart) / dayMs) - 1;
        return Array.from({ length: Math.max(0, lastDay - firstDay + 1) }, (_, i) => ({
          event,
          startsAt: firstStart + (firstDay + i) * dayMs,
        }));
      });
      occurrences.sort((a, b) => a.startsAt - b.startsAt);
      const events = occurrences.map(({ event, startsAt }) => createOccurrence(event, startsAt));
      return sendMailboxPage(c, `users('${caller.oid}')/calendarView`, events, 'event');
    },
  });
}
