import type { HistoryEntry } from '../../history/history.ts';

/** The calls of one day. */
export interface Day {
  /** Midnight of the day in local time, in milliseconds since 1970. */
  readonly startsAt: number;
  readonly entries: readonly HistoryEntry[];
}

const computeStartOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** @param entries in any order; the entries of one day stay in that order. @returns the days, newest first */
export function groupByDay(entries: readonly HistoryEntry[]): readonly Day[] {
  const entriesByStart = new Map<number, HistoryEntry[]>();
  for (const entry of entries) {
    const startsAt = computeStartOfDay(entry.at);
    entriesByStart.set(startsAt, [...(entriesByStart.get(startsAt) ?? []), entry]);
  }
  return [...entriesByStart]
    .map(([startsAt, entriesOfDay]) => ({ startsAt, entries: entriesOfDay }))
    .toSorted((dayA, dayB) => dayB.startsAt - dayA.startsAt);
}

/**
 * Says whether a day is today, yesterday or an older day (`date`). It compares calendar days, because days have 23 or 25 hours
 * when the clocks change.
 * @param startsAt midnight of the day, in milliseconds since 1970
 * @param now in milliseconds since 1970
 */
export function classifyDay(startsAt: number, now: number): 'today' | 'yesterday' | 'date' {
  const today = computeStartOfDay(now);
  if (startsAt === today) return 'today';
  const yesterday = new Date(today);
  yesterday.setDate(yesterday.getDate() - 1);
  return startsAt === yesterday.getTime() ? 'yesterday' : 'date';
}
