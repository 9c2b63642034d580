import * as z from 'zod/mini';
import type { BusyTime, RequestSchedules } from '../people/schedules.ts';
import { readBody, toUtcTime, type Graph } from './graph.ts';

const ItemTime = z.object({ dateTime: z.string() });
const ScheduleItem = z.object({ status: z.string(), start: ItemTime, end: ItemTime });
const Schedules = z.object({
  value: z.array(z.object({ scheduleId: z.string(), scheduleItems: z.nullish(z.array(ScheduleItem)) })),
});

/** How far ahead the app asks. Somebody who is busy for longer is busy at least so long. */
const rangeMs = 24 * 60 * 60_000;
/** Events that follow each other within this time count as one: nobody transfers a call into such a gap. */
const gapMs = 5 * 60_000;

/** Follows the busy times from now on until the first gap. @returns `null` if there is none now */
function findBusyTime(items: readonly z.infer<typeof ScheduleItem>[], now: number): BusyTime | null {
  const times = items
    // `free`, `tentative` and `workingElsewhere` let a colleague take a call.
    .filter(({ status }) => status === 'busy' || status === 'oof')
    .map(({ status, start, end }) => ({ status, from: toUtcTime(start), to: toUtcTime(end) }))
    .sort((one, other) => one.from - other.from);
  let until = now;
  for (const { from, to } of times) if (from <= until + (until > now ? gapMs : 0) && to > until) until = to;
  if (until === now) return null;
  const isAway = times.some(({ status, from, to }) => status === 'oof' && from <= now && to > now);
  const isBeyondToday = new Date(until).toDateString() !== new Date(now).toDateString();
  return { kind: isAway ? 'oof' : 'busy', until, isBeyondToday };
}

/**
 * Creates the function that asks Microsoft Graph whether colleagues are busy.
 * @param scopes must include `Calendars.Read`, with which colleagues' calendars show only when they are busy
 * @see https://learn.microsoft.com/graph/api/calendar-getschedule
 */
export function createScheduleSource(graph: Graph, scopes: string[]): RequestSchedules {
  return async (addresses) => {
    const now = Date.now();
    const toGraphTime = (time: number) => ({
      dateTime: new Date(time).toISOString().slice(0, -1),
      timeZone: 'UTC',
    });
    const body = {
      schedules: addresses,
      startTime: toGraphTime(now),
      endTime: toGraphTime(now + rangeMs),
    };
    const answer = await readBody(await graph('/me/calendar/getSchedule', { scopes, body }), Schedules);
    if (typeof answer === 'string') return null;
    return new Map(
      answer.value.map(({ scheduleId, scheduleItems }) => [
        scheduleId.toLowerCase(),
        findBusyTime(scheduleItems ?? [], now),
      ]),
    );
  };
}
