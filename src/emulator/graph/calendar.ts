import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import type { CalendarEvent } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import { createMeetingLink } from '../wire/meetingLink.ts';
import type { GraphContext } from './authenticateCaller.ts';
import { GraphError, readBody } from './graphError.ts';
import { checkMailboxOptions, listAnswer, pageOptions, sendList, sendMailboxPage } from './odata.ts';
import { listColleagues } from './user.ts';

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

/** Reads a time, in milliseconds since 1970. A time without an offset is in UTC. */
const readTime = (text: string): number => Date.parse(/(Z|[+-]\d\d:\d\d)$/i.test(text) ? text : `${text}Z`);

/** Checks a time range, whose ends are in milliseconds since 1970. @throws GraphError 400 for a missing or too long range. */
function checkRange(from: number, to: number): { from: number; to: number } {
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

interface Occurrence {
  readonly event: CalendarEvent;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
}

const DateTime = z.object({ dateTime: z.string(), timeZone: z.literal('UTC') });
const ScheduleBody = z.object({
  schedules: z.array(z.string()).check(z.minLength(1), z.maxLength(100)),
  startTime: DateTime,
  endTime: DateTime,
  availabilityViewInterval: z.optional(z.number()),
});

/** Exchange's error for an address that has no calendar here, for example of another tenant. */
const unknownMailbox = {
  message: 'Unable to resolve e-mail address to an Active Directory object.',
  responseCode: 'ErrorMailRecipientNotFound',
};

/** As in Graph, the item does not have the subject: by default, a calendar shows colleagues only when its owner is busy. */
const createScheduleItem = ({ event, startsAt }: Occurrence) => ({
  status: 'busy',
  start: describeTime(startsAt),
  end: describeTime(startsAt + durationOf(event)),
});

/**
 * Adds the routes of the calendar view, which is a time range of the caller's calendar, and of colleagues' free and busy times. Each directory event recurs every day in the
 * calendars of its organizer and attendees. Times are in UTC: the emulator ignores the header `Prefer: outlook.timezone`.
 * @see https://learn.microsoft.com/graph/api/user-list-calendarview
 * @see https://learn.microsoft.com/graph/api/calendar-getschedule
 */
export function addCalendarRoutes({ app, authenticateCaller, directory, now }: GraphContext): void {
  const halfHourMs = 30 * minuteMs;
  /** The start of the half hour in which the emulator started. The events' `startMinutes` count from here. */
  const baseTime = Math.floor(now() / halfHourMs) * halfHourMs;

  /** @returns the person's events that overlap a time range, in the order of their start. Times are milliseconds since 1970. */
  const listOccurrences = (person: Person, from: number, to: number): Occurrence[] => {
    const ownEvents = directory.calendarEvents.filter(({ organizer, attendees }) =>
      [organizer, ...attendees].includes(person),
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
    return occurrences.sort((a, b) => a.startsAt - b.startsAt);
  };

  addRoute(app, 'POST', '/v1.0/me/calendar/getSchedule', {
    summary: 'Says when several people of the tenant are busy.',
    body: ScheduleBody,
    example: {
      schedules: ['bob@fabrikam.example'],
      startTime: { dateTime: '2026-01-15T09:00:00', timeZone: 'UTC' },
      endTime: { dateTime: '2026-01-15T18:00:00', timeZone: 'UTC' },
    },
    answer: listAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'outlook', 'Calendars.Read', 'Calendars.ReadBasic');
      const expected = 'schedules, and startTime and endTime in UTC';
      const { schedules, startTime, endTime } = await readBody(c, ScheduleBody, expected);
      const { from, to } = checkRange(readTime(startTime.dateTime), readTime(endTime.dateTime));
      const colleagues = listColleagues(directory, caller);
      const value = schedules.map((scheduleId) => {
        const person = colleagues.find(({ upn }) => upn.toLowerCase() === scheduleId.toLowerCase());
        return person
          ? { scheduleId, scheduleItems: listOccurrences(person, from, to).map(createScheduleItem) }
          : { scheduleId, scheduleItems: [], error: unknownMailbox };
      });
      return sendList(c, 'Collection(microsoft.graph.scheduleInformation)', value);
    },
  });
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
      const { from, to } = checkRange(
        readTime(c.req.query('startDateTime') ?? ''),
        readTime(c.req.query('endDateTime') ?? ''),
      );
      const occurrences = listOccurrences(caller, from, to);
      const events = occurrences.map(({ event, startsAt }) => createOccurrence(event, startsAt));
      return sendMailboxPage(c, `users('${caller.oid}')/calendarView`, events, 'event');
    },
  });
}
