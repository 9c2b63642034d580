import { expect, test } from 'vitest';
import defaultDirectory from '../directory/default.directory.json' with { type: 'json' };
import type { DirectoryFile } from '../directory/schema.ts';
import { signInToGraph, json } from '../testing/signInToGraph.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const alice = 'alice@fabrikam.example';
const harness = setUpEmulator({
  consent: 'everything',
  directory: {
    ...(defaultDirectory as DirectoryFile),
    calendarEvents: [
      { subject: 'Trade fair', organizer: alice, startMinutes: 90, durationMinutes: 30, isAllDay: true },
    ],
  },
});

test('an event of the whole day is from midnight to midnight', async () => {
  const graph = await signInToGraph(harness, alice, 'Calendars.Read');
  const now = new Date().toISOString();
  const { value } = await json(graph(`/me/calendarView?startDateTime=${now}&endDateTime=${now}`));
  const day = now.slice(0, 10);
  const nextDay = new Date(Date.parse(day) + 24 * 60 * 60_000).toISOString().slice(0, 10);
  expect(value).toMatchObject([
    {
      subject: 'Trade fair',
      isAllDay: true,
      start: { dateTime: `${day}T00:00:00.0000000` },
      end: { dateTime: `${nextDay}T00:00:00.0000000` },
    },
  ]);
});
