import type { HistoryEntry } from '../../history/history.ts';

/** The calls of one day. */
export interface Day {
  /** Its first moment, local time, in milliseconds since 1970. */
  readonly start: number;
  readonly entries: readonly HistoryEntry[];
}

const startOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** @param entries newest first. @returns their days, newest first */
export function days(entries: readonly HistoryEntry[]): readonly Day[] {
  const groups = new Map<number, HistoryEntry[]>();
  for (const entry of entries) {
    const start = startOf(entry.at);
    groups.set(start, [...(groups.get(start) ?? []), entry]);
  }
  return [...groups]
    .map(([start, ofDay]) => ({ start, entries: ofDay }))
    .toSorted((a, b) => b.start - a.start);
}

/** How a day is called: by the calendar, so that a day of 23 or 25 hours makes no difference. */
export function dayName(start: number, now: number): 'today' | 'yesterday' | 'date' {
  const today = startOf(now);
  if (start === today) return 'today';
  const yesterday = new Date(today);
  yesterday.setDate(yesterday.getDate() - 1);
  return start === yesterday.getTime() ? 'yesterday' : 'date';
}

/** A date in words; the year only where it is another one. @param language as of the page, for example `en` */
export const formatDay = (start: number, now: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(new Date(start).getFullYear() !== new Date(now).getFullYear() && { year: 'numeric' }),
  }).format(start);
