import { expect, it } from 'vitest';
import { findPhase } from './eventTime.ts';

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
