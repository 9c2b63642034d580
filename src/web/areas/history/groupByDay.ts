import type { HistoryEntry } from '../../history/history.ts';

/** The calls of one day. */
export interface Day {
  /** Midnight of the day in local time, in milliseconds since 1970. */
  readonly start: number;
  readonly entries: readonly HistoryEntry[];
}

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** @param entries in any order; each day keeps it. @returns the days, newest first */
export function groupByDay(entries: readonly HistoryEntry[]): readonly Day[] {
  const groups = new Map<number, HistoryEntry[]>();
  for (const entry of entries) {
    const start = startOfDay(entry.at);
    groups.set(start, [...(groups.get(start) ?? []), entry]);
  }
  return [...groups]
    .map(([start, entriesOfDay]) => ({ start, entries: entriesOfDay }))
    .toSorted((a, b) => b.start - a.start);
}

/**
 * Whether a day is today, yesterday or an older one. It goes by the calendar, because days have 23 or 25 hours when the
 * clocks change.
 * @param start midnight of the day, in milliseconds since 1970
 * @param now in milliseconds since 1970
 */
export function dayName(start: number, now: number): 'today' | 'yesterday' | 'date' {
  const today = startOfDay(now);
  if (start === today) return 'today';
  const yesterday = new Date(today);
  yesterday.setDate(yesterday.getDate() - 1);
  return start === yesterday.getTime() ? 'yesterday' : 'date';
}

/** A date in words, with the year if that is not the present one. @param language of the page, for example `en` */
export const formatDay = (start: number, now: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(new Date(start).getFullYear() !== new Date(now).getFullYear() && { year: 'numeric' }),
  }).format(start);
