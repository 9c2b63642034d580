import { expect, test } from 'vitest';
import { signInToGraph, json, readRefusal } from '../testing/signInToGraph.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import { readMeetingLink } from '../wire/meetingLink.ts';

const alice = 'alice@fabrikam.example';
const erin = 'erin@contoso.example';
const fair = { subject: 'Job fair', organizer: erin, startMinutes: 90, durationMinutes: 30, isAllDay: true };
const directory = { extends: 'default' as const, calendarEvents: [fair] };
const harness = setUpEmulator({ consent: 'everything', directory });
const hourMs = 60 * 60_000;

interface Event {
  readonly subject: string;
  readonly start: { readonly dateTime: string; readonly timeZone: string };
  readonly end: { readonly dateTime: string };
  readonly onlineMeeting: { readonly joinUrl: string } | null;
}

const buildRange = (from: string, to: string) => `/me/calendarView?startDateTime=${from}&endDateTime=${to}`;
const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString();
/** Builds the path of the calendar view from two hours ago to `hours` hours ahead. */
const buildPath = (hours = 4) => buildRange(inHours(-2), inHours(hours));
const readEvents = async (upn: string, path = buildPath()) => {
  const graph = await signInToGraph(harness, upn, 'Calendars.Read');
  return (await json(graph(path))).value as unknown as Event[];
};

test('the calendar view lists the events of the range in order, with links that meetings accept', async () => {
  const events = await readEvents(alice);
  expect(events.map(({ subject }) => subject)).toEqual([
    'Shift briefing',
    'Front desk stand-up',
    'Northwind order review',
    'Handover at the desk',
  ]);
  const [, standUp, , handover] = events;
  expect(standUp?.start.timeZone).toBe('UTC');
  expect(Date.parse(`${standUp?.start.dateTime}Z`)).toBeLessThanOrEqual(Date.now());
  expect(Date.parse(`${standUp?.end.dateTime}Z`)).toBeGreaterThan(Date.now());
  expect(readMeetingLink(standUp?.onlineMeeting?.joinUrl ?? '')).toMatchObject({
    threadId: '19:meeting_StandUp@thread.v2',
  });
  expect(handover?.onlineMeeting).toBeNull();
});

test('a person whom no event names has an empty calendar, and events recur on the next day', async () => {
  expect(await readEvents('dave@fabrikam.example')).toEqual([]);
  const twoDays = await readEvents(alice, buildPath(28));
  expect(twoDays.filter(({ subject }) => subject === 'Front desk stand-up')).toHaveLength(2);
  const firstSubject = await readEvents(alice, `${buildPath()}&$select=subject&$top=1`);
  expect(firstSubject).toEqual([{ subject: 'Shift briefing' }]);
});

test('the calendar view lacks events that end when the range begins, or begin when it ends', async () => {
  const standUp = (await readEvents(alice)).find(({ subject }) => subject === 'Front desk stand-up');
  const readSubjects = async (from: string, to: string) =>
    (await readEvents(alice, buildRange(from, to))).map(({ subject }) => subject);
  const [start, end] = [`${standUp?.start.dateTime}Z`, `${standUp?.end.dateTime}Z`];
  const nextHour = new Date(Date.parse(end) + hourMs).toISOString();
  expect(await readSubjects(start, end)).toEqual(['Front desk stand-up']);
  expect(await readSubjects(end, end)).toEqual([]);
  expect(await readSubjects(end, nextHour)).toEqual(['Northwind order review']);
});

test('a user reads when colleagues are busy, and not why', async () => {
  const graph = await signInToGraph(harness, 'bob@fabrikam.example', 'Calendars.Read');
  const getSchedule = (schedules: readonly string[], endTime = inHours(0.01)) =>
    graph('/me/calendar/getSchedule', {
      method: 'POST',
      body: {
        schedules,
        startTime: { dateTime: new Date().toISOString().slice(0, -1), timeZone: 'UTC' },
        endTime: { dateTime: endTime, timeZone: 'UTC' },
      },
    });
  const standUp = (await readEvents(alice)).find(({ subject }) => subject === 'Front desk stand-up');
  expect((await json(getSchedule([alice, 'dave@fabrikam.example', erin]))).value).toEqual([
    {
      scheduleId: alice,
      scheduleItems: [{ status: 'busy', start: standUp?.start, end: { ...standUp?.end } }],
    },
    { scheduleId: 'dave@fabrikam.example', scheduleItems: [] },
    {
      scheduleId: erin,
      scheduleItems: [],
      error: expect.objectContaining({ responseCode: 'ErrorMailRecipientNotFound' }),
    },
  ]);
  expect(await readRefusal(getSchedule([alice], 'later'))).toBe('400 ErrorInvalidParameter');
  expect(await readRefusal(getSchedule([]))).toBe('400 BadRequest');
});

test('an all-day event lasts from midnight to midnight', async () => {
  const now = new Date().toISOString();
  const day = now.slice(0, 10);
  const nextDay = new Date(Date.parse(day) + 24 * hourMs).toISOString().slice(0, 10);
  const [start, end] = [day, nextDay].map((date) => ({ dateTime: `${date}T00:00:00.0000000` }));
  const events = await readEvents(erin, buildRange(now, now));
  expect(events).toMatchObject([{ subject: 'Job fair', isAllDay: true, start, end }]);
});

test('Graph refuses a calendar view without a range', async () => {
  const graph = await signInToGraph(harness, alice, 'Calendars.Read');
  for (const path of ['/me/calendarView', buildRange('2026-01-01', 'later')])
    expect(await readRefusal(graph(path))).toBe('400 ErrorInvalidParameter');
});

test('a user reads the contacts page by page, with the addresses, and the numbers as they were typed', async () => {
  const graph = await signInToGraph(harness, 'bob@fabrikam.example', 'Contacts.Read');
  const fields = 'displayName,businessPhones,mobilePhone,emailAddresses';
  const firstPage = await json(graph(`/me/contacts?$top=2&$select=${fields}`));
  expect(firstPage.value).toEqual([
    {
      displayName: 'Ana Adatum',
      businessPhones: [],
      mobilePhone: '+14255550101',
      emailAddresses: [{ name: 'Ana Adatum', address: 'ana@adatum.example' }],
    },
    {
      displayName: 'Nadia Northwind',
      businessPhones: ['+1 (425) 555-0100'],
      mobilePhone: null,
      emailAddresses: [{ name: 'Nadia Northwind', address: 'nadia@northwind.example' }],
    },
  ]);
  const lastPage = await json(graph(firstPage['@odata.nextLink'] ?? ''));
  expect(lastPage.value).toMatchObject([{ displayName: 'Priya Proseware', emailAddresses: [] }]);
  // Graph cannot filter contacts by number.
  expect((await graph("/me/contacts?$filter=mobilePhone eq '+14255550101'")).status).toBe(400);
});
