import * as z from 'zod/mini';
import { isOnMeetingHost } from '../base/teamsHosts.ts';
import { toSingleLine } from '../base/toSingleLine.ts';
import type { CalendarEvent, EventPerson, MeetingSource } from '../workday/todaysMeetings.ts';
import { readBody, toUtcTime, type Graph, optionalText } from './graph.ts';

const Recipient = z.object({
  emailAddress: z.nullish(z.object({ name: optionalText, address: optionalText })),
});
const EventTime = z.object({ dateTime: z.string() });
const GraphEvent = z.object({
  id: z.string(),
  subject: optionalText,
  start: EventTime,
  end: EventTime,
  isAllDay: z.nullish(z.boolean()),
  isCancelled: z.nullish(z.boolean()),
  organizer: z.nullish(Recipient),
  attendees: z.nullish(z.array(Recipient)),
  location: z.nullish(z.object({ displayName: optionalText })),
  onlineMeeting: z.nullish(z.object({ joinUrl: optionalText })),
});
const GraphEvents = z.object({ value: z.array(GraphEvent) });

const selectParameter = `$select=${Object.keys(GraphEvent.shape).join(',')}`;
const maxEvents = 100;
/** The app shows only some of the attendees of a large meeting. */
const maxAttendees = 50;

/** Outlook limits subjects to 255 characters. The app cuts names and places to the same length. */
const maxTextLength = 255;

/** Converts the date of an all-day event, which lasts from midnight to midnight wherever the user is. */
const toLocalTime = ({ dateTime }: z.infer<typeof EventTime>): number =>
  Date.parse(`${dateTime.slice(0, 'yyyy-mm-dd'.length)}T00:00`);

/** @returns `null` for a recipient without a name and an address */
const toPerson = (recipient: z.infer<typeof Recipient> | null | undefined): EventPerson | null => {
  const address = recipient?.emailAddress?.address ?? '';
  const name = toSingleLine(recipient?.emailAddress?.name || address, maxTextLength);
  return name ? { name, address } : null;
};

/** @returns the link if it leads to Teams, because the SDK can join no other meetings; otherwise `null` */
const readJoinLink = (text: string | null | undefined): string | null => {
  const url = URL.parse(text ?? '');
  return url && isOnMeetingHost(url) ? url.href : null;
};

const toEvent = (event: z.infer<typeof GraphEvent>, ownAddress: string): CalendarEvent => ({
  id: event.id,
  subject: toSingleLine(event.subject ?? '', maxTextLength),
  startsAt: event.isAllDay ? toLocalTime(event.start) : toUtcTime(event.start),
  endsAt: event.isAllDay ? toLocalTime(event.end) : toUtcTime(event.end),
  isAllDay: event.isAllDay ?? false,
  organizer: toPerson(event.organizer),
  attendees: (event.attendees ?? [])
    .slice(0, maxAttendees)
    .flatMap((attendee) => toPerson(attendee) ?? [])
    .filter(({ address }) => address.toLowerCase() !== ownAddress.toLowerCase()),
  location: toSingleLine(event.location?.displayName ?? '', maxTextLength),
  joinLink: readJoinLink(event.onlineMeeting?.joinUrl),
});

/**
 * Creates the function that reads the user's calendar from Microsoft Graph, without cancelled events.
 * @param scopes must include `Calendars.Read`
 * @param ownAddress the user's e-mail address, which is left out of the attendees
 * @see https://learn.microsoft.com/graph/api/user-list-calendarview
 */
export function createCalendar(graph: Graph, scopes: string[], ownAddress: string): MeetingSource {
  return async (from, to) => {
    const range = `startDateTime=${new Date(from).toISOString()}&endDateTime=${new Date(to).toISOString()}`;
    const query = `${range}&${selectParameter}&$orderby=start/dateTime&$top=${maxEvents}`;
    const answer = await readBody(await graph(`/me/calendarView?${query}`, { scopes }), GraphEvents);
    if (typeof answer === 'string') return answer;
    return (
      answer.value
        .filter(({ isCancelled }) => !isCancelled)
        .map((event) => toEvent(event, ownAddress))
        // Graph takes the dates of all-day events as UTC, so it also sends those of a neighbouring day.
        .filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from)
    );
  };
}
