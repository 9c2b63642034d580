import { expect, it } from 'vitest';
import { findPhase, selectNextEvents } from './eventTime.ts';

const minuteMs = 60_000;
const event = { startsAt: 60 * minuteMs, endsAt: 90 * minuteMs, isAllDay: false };

it.each([
  [49, 'later'],
  [50, 'soon'],
  [60, 'now'],
  [89, 'now'],
  [90, 'over'],
])('at minute %i, an event from minute 60 to minute 90 is %s', (minute, phase) => {
  expect(findPhase(event, minute * minuteMs)).toBe(phase);
});

it('leaves out events that are over, and events beyond the maximum', () => {
  const createEvent = (id: string, endsAt: number) => ({
    id,
    subject: id,
    startsAt: endsAt - 1,
    endsAt,
    isAllDay: false,
    organizer: null,
    attendees: [],
    location: '',
    joinLink: null,
  });
  const events = [createEvent('over', 10), createEvent('next', 20), createEvent('last', 30)];
  expect(selectNextEvents(events, 10, 1).map(({ id }) => id)).toEqual(['next']);
});
