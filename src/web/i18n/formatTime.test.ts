import { expect, it, vi } from 'vitest';
import { formatDay, formatDurationIn } from './formatTime.ts';

it('formats durations with hours if there are any, and in the digits of the locale, as times of day are', () => {
  const durations = [0, 187, 3723].map((seconds) => formatDurationIn('en', seconds));
  expect(durations).toEqual(['0:00', '3:07', '1:02:03']);
  expect(formatDurationIn('ar-EG', 3723)).toBe('١:٠٢:٠٣');
});

it('names the year of a day only if it is not the present year', () => {
  const now = new Date(2026, 2, 30).getTime();
  expect(formatDay(new Date(2026, 1, 3).getTime(), now, 'en')).toBe('Tuesday, February 3');
  expect(formatDay(new Date(2025, 11, 31).getTime(), now, 'en')).toBe('Wednesday, December 31, 2025');
});

it('creates no format that it does not use, because each takes a millisecond while the phone starts', () => {
  const createDateFormat = vi.spyOn(Intl, 'DateTimeFormat');
  expect(formatDurationIn('fr', 7)).toBe('0:07');
  expect(createDateFormat).not.toHaveBeenCalled();
});
