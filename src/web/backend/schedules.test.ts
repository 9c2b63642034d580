import { expect, it, vi } from 'vitest';
import type { Graph } from './graph.ts';
import { createScheduleSource } from './schedules.ts';

const now = Date.UTC(2026, 0, 15, 9);
const bob = 'bob@fabrikam.example';

/** @param times each `status from to`, with times of 15 January in UTC; `+2` means two days later */
async function readBusyTime(...times: string[]) {
  vi.useFakeTimers({ toFake: ['Date'], now });
  const toGraphTime = (text = '') => {
    const [time, days = 0] = text.split('+');
    return { dateTime: `2026-01-${15 + Number(days)}T${time}:00.0000000`, timeZone: 'UTC' };
  };
  const scheduleItems = times.map((text) => {
    const [status, start, end] = text.split(' ');
    return { status, start: toGraphTime(start), end: toGraphTime(end) };
  });
  const graph = vi.fn<Graph>(async () => ({
    ok: true,
    response: Response.json({ value: [{ scheduleId: 'Bob@Fabrikam.example', scheduleItems }] }),
  }));
  const answer = await createScheduleSource(graph, ['Calendars.Read'])([bob]);
  return { graph, busyTime: answer?.get(bob) };
}

it('asks for the next day, in UTC', async () => {
  const { graph } = await readBusyTime();
  expect(graph).toHaveBeenCalledWith('/me/calendar/getSchedule', {
    scopes: ['Calendars.Read'],
    body: {
      schedules: [bob],
      startTime: { dateTime: '2026-01-15T09:00:00.000', timeZone: 'UTC' },
      endTime: { dateTime: '2026-01-16T09:00:00.000', timeZone: 'UTC' },
    },
  });
});

it.each([
  [
    'a meeting that runs',
    ['busy 08:30 09:30'],
    { kind: 'busy', until: Date.UTC(2026, 0, 15, 9, 30), isBeyondToday: false },
  ],
  [
    'meetings that follow each other',
    ['busy 09:30 10:00', 'busy 08:30 09:30', 'busy 10:05 10:30', 'busy 11:00 12:00'],
    { kind: 'busy', until: Date.UTC(2026, 0, 15, 10, 30), isBeyondToday: false },
  ],
  [
    'an absence',
    ['oof 08:00 17:00'],
    { kind: 'oof', until: Date.UTC(2026, 0, 15, 17), isBeyondToday: false },
  ],
  [
    'an absence of days',
    ['oof 08:00 09:00+2'],
    { kind: 'oof', until: Date.UTC(2026, 0, 17, 9), isBeyondToday: true },
  ],
  ['a meeting that begins soon', ['busy 09:03 10:00'], null],
  ['what lets a colleague take a call', ['tentative 08:00 10:00', 'free 08:00 10:00'], null],
  ['an empty calendar', [], null],
])('reads until when %s keeps a colleague busy', async (_what, times, busyTime) => {
  expect((await readBusyTime(...times)).busyTime).toEqual(busyTime);
});

it('has no answer when Graph refuses or answers something else', async () => {
  const refused: Graph = async () => ({ ok: false, reason: 'forbidden' });
  expect(await createScheduleSource(refused, [])([bob])).toBeNull();
  const broken: Graph = async () => ({ ok: true, response: Response.json({ value: [{}] }) });
  expect(await createScheduleSource(broken, [])([bob])).toBeNull();
});
