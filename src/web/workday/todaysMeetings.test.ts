import { expect, it, vi } from 'vitest';
import { createTestEvent } from '../fixtures/simulatedWorkday.ts';
import { createTodaysMeetings, findPhase, type MeetingSource } from './todaysMeetings.ts';

const event = createTestEvent(0, 1);

it('reads the whole day of the user’s computer, and not again while the answer is new', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 0, 15, 10) });
  const readEvents = vi.fn<MeetingSource>(async () => [event]);
  const meetings = createTodaysMeetings(readEvents);
  meetings.refresh();
  meetings.refresh();
  await expect.poll(() => meetings.state.get().events).toEqual([event]);
  expect(readEvents.mock.calls).toEqual([[new Date(2026, 0, 15).getTime(), new Date(2026, 0, 16).getTime()]]);
  meetings.refresh();
  expect(readEvents).toHaveBeenCalledTimes(1);
  vi.setSystemTime(Date.now() + 30_000);
  meetings.refresh();
  expect(readEvents).toHaveBeenCalledTimes(2);
});

it('keeps the earlier list when a request fails, and says why it failed', async () => {
  const readEvents = vi.fn<MeetingSource>().mockResolvedValueOnce([event]).mockResolvedValue('busy');
  const meetings = createTodaysMeetings(readEvents);
  meetings.retry();
  await expect.poll(() => meetings.state.get().events).toEqual([event]);
  meetings.retry();
  await expect.poll(() => meetings.state.get().failure).toBe('busy');
  expect(meetings.state.get()).toEqual({ events: [event], isLoading: false, failure: 'busy' });
});

const minuteMs = 60_000;

it.each([
  [49, false, 'later'],
  [50, false, 'soon'],
  [60, false, 'now'],
  [89, false, 'now'],
  [90, false, 'over'],
  [60, true, 'later'],
])('at minute %i, an event from minute 60 to 90 (all-day: %s) is %s', (minute, isAllDay, phase) => {
  const times = { startsAt: 60 * minuteMs, endsAt: 90 * minuteMs, isAllDay };
  expect(findPhase({ ...event, ...times }, minute * minuteMs)).toBe(phase);
});
