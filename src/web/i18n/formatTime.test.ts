import { expect, it } from 'vitest';
import { formatDurationIn } from './formatTime.ts';

it('formats durations with minutes and seconds, and with hours if there are any', () => {
  expect([0, 187, 3723].map((seconds) => formatDurationIn('en', seconds))).toEqual([
    '0:00',
    '3:07',
    '1:02:03',
  ]);
});

it('formats durations in the digits of the locale, as times of day are', () => {
  expect(formatDurationIn('ar-EG', 3723)).toBe('١:٠٢:٠٣');
});
