import { expect, it, vi } from 'vitest';
import { createCalendar } from './calendar.ts';
import type { Graph, GraphAnswer } from './graph.ts';

const from = Date.UTC(2026, 0, 15);
const to = Date.UTC(2026, 0, 16);
const joinUrl = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_A%40thread.v2/0';
const graphEvent = {
  id: 'a',
  subject: ' Stand-up\nwith all ',
  start: { dateTime: '2026-01-15T09:00:00.0000000', timeZone: 'UTC' },
  end: { dateTime: '2026-01-15T09:30:00.0000000', timeZone: 'UTC' },
  organizer: { emailAddress: { name: 'Carol Chen', address: 'carol@fabrikam.example' } },
  attendees: [
    { emailAddress: { name: '', address: 'bob@fabrikam.example' } },
    { emailAddress: { name: 'Alice Archer', address: 'Alice@Fabrikam.example' } },
    { emailAddress: null },
  ],
  location: { displayName: 'Room 1' },
  onlineMeeting: { joinUrl },
};

function readFrom(answer: GraphAnswer, [rangeStart, rangeEnd] = [from, to]) {
  const graph = vi.fn<Graph>(async () => answer);
  const readCalendar = createCalendar(graph, ['Calendars.Read'], 'alice@fabrikam.example');
  return { graph, events: readCalendar(rangeStart, rangeEnd) };
}
const answerWith = (...value: unknown[]): GraphAnswer => ({ ok: true, response: Response.json({ value }) });

it('asks for the events of the range, reads their times as UTC, and leaves the user out of the attendees', async () => {
  const { graph, events } = readFrom(answerWith(graphEvent));
  expect(await events).toEqual([
    {
      id: 'a',
      subject: 'Stand-up with all',
      startsAt: Date.UTC(2026, 0, 15, 9),
      endsAt: Date.UTC(2026, 0, 15, 9, 30),
      isAllDay: false,
      organizer: { name: 'Carol Chen', address: 'carol@fabrikam.example' },
      attendees: [{ name: 'bob@fabrikam.example', address: 'bob@fabrikam.example' }],
      location: 'Room 1',
      joinLink: joinUrl,
    },
  ]);
  expect(graph.mock.calls[0]?.[0]).toMatch(
    /^\/me\/calendarView\?startDateTime=2026-01-15T00:00:00.000Z&endDateTime=2026-01-16T00:00:00.000Z&/,
  );
});

it('leaves out cancelled events, and links that do not lead to Teams', async () => {
  const evilUrl = 'https://teams.microsoft.com.evil.example/meet/1';
  const withEvilLink = { ...graphEvent, onlineMeeting: { joinUrl: evilUrl } };
  const answer = answerWith({ ...graphEvent, isCancelled: true }, withEvilLink);
  expect(await readFrom(answer).events).toMatchObject([{ joinLink: null }]);
});

it('returns why Graph did not answer', async () => {
  expect(await readFrom({ ok: false, reason: 'forbidden' }).events).toBe('forbidden');
  expect(await readFrom(answerWith({ id: 1 })).events).toBe('unavailable');
});

it('B9: reads an event of the whole day as midnight to midnight where the user is, and leaves out neighbouring days', async () => {
  const midnight = (day: number) => new Date(2026, 0, day).getTime();
  const createDay = (day: number) => ({
    ...graphEvent,
    id: String(day),
    isAllDay: true,
    start: { dateTime: `2026-01-${day}T00:00:00.0000000`, timeZone: 'UTC' },
    end: { dateTime: `2026-01-${day + 1}T00:00:00.0000000`, timeZone: 'UTC' },
  });
  for (const zone of ['Pacific/Honolulu', 'Pacific/Auckland', 'Europe/Berlin']) {
    vi.stubEnv('TZ', zone);
    const [startsAt, endsAt] = [midnight(15), midnight(16)];
    const { events } = readFrom(answerWith(...[14, 15, 16].map(createDay)), [startsAt, endsAt]);
    expect(await events).toMatchObject([{ id: '15', startsAt, endsAt }]);
  }
});
