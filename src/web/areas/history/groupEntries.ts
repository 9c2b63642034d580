import { isWithheldNumber } from '../../calling/call/target.ts';
import type { HistoryEntry } from '../../history/entry.ts';
import { findOutcome } from './outcome.ts';

interface Day {
  /** Midnight of the day in local time, in milliseconds since 1970. */
  readonly startsAt: number;
  readonly entries: readonly HistoryEntry[];
}

const computeStartOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Returns the latest entries up to the end of a day, at least `count` if there are so many. @param entries newest first */
export function sliceDays(entries: readonly HistoryEntry[], count: number): readonly HistoryEntry[] {
  const last = entries[count - 1];
  if (last === undefined) return entries;
  const startsAt = computeStartOfDay(last.at);
  const end = entries.findIndex(({ at }, index) => index >= count && at < startsAt);
  return end === -1 ? entries : entries.slice(0, end);
}

/** Groups entries by day, newest day first. The entries of a day keep their order. */
export function groupByDay(entries: readonly HistoryEntry[]): readonly Day[] {
  const entriesByStart = new Map<number, HistoryEntry[]>();
  let startsAt = 0;
  let endsAt = 0;
  for (const entry of entries) {
    // The calendar is asked only once for the calls of a day, because it is slow.
    if (entry.at < startsAt || entry.at >= endsAt) {
      startsAt = computeStartOfDay(entry.at);
      endsAt = new Date(startsAt).setHours(24);
    }
    const entriesOfDay = entriesByStart.get(startsAt);
    if (entriesOfDay) entriesOfDay.push(entry);
    else entriesByStart.set(startsAt, [entry]);
  }
  return [...entriesByStart]
    .map(([start, entriesOfDay]) => ({ startsAt: start, entries: entriesOfDay }))
    .toSorted((dayA, dayB) => dayB.startsAt - dayA.startsAt);
}

/**
 * Says whether a day is today or yesterday. It asks the calendar, because days have 23 or 25 hours when the clocks change.
 * @param startsAt midnight of the day, in milliseconds since 1970
 */
export function classifyDay(startsAt: number, now: number): 'today' | 'yesterday' | 'date' {
  const today = computeStartOfDay(now);
  if (startsAt === today) return 'today';
  const yesterday = new Date(today);
  yesterday.setDate(yesterday.getDate() - 1);
  return startsAt === yesterday.getTime() ? 'yesterday' : 'date';
}

/**
 * @returns the keys of the missed calls whose callers the user has talked to since; none with a withheld number, which many share
 * @param entries newest first
 */
export function findReturnedCalls(entries: readonly HistoryEntry[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const returned = new Set<string>();
  for (const { key, other, outcome } of entries) {
    if (other === null || isWithheldNumber(other)) continue;
    if (outcome === 'placed' || outcome === 'answered') reached.add(other);
    else if (outcome === 'missed' && reached.has(other)) returned.add(key);
  }
  return returned;
}

/**
 * Counts the callers whom the user has missed and not talked to since. Each call with a withheld number counts, because its caller
 * may be another one.
 * @param returnedCalls what `findReturnedCalls` returns for these entries
 */
export function countOpenCallers(
  entries: readonly HistoryEntry[],
  returnedCalls: ReadonlySet<string>,
): number {
  const openCalls = entries.filter(({ key, outcome }) => outcome === 'missed' && !returnedCalls.has(key));
  return new Set(openCalls.map(({ key, other }) => (other === null || isWithheldNumber(other) ? key : other)))
    .size;
}

/** One row of the list: a call, or repeated calls. */
export interface CallGroup {
  /** The key of the oldest entry, so that the row keeps its key when newer calls join the group. */
  readonly key: string;
  /** Newest first. */
  readonly entries: readonly [HistoryEntry, ...HistoryEntry[]];
}

/** Identifies the other side of a call; `null` for an unknown caller, because two of those may be different people. */
const identify = ({ other, target }: HistoryEntry): string | null =>
  target === null ? other : JSON.stringify(target);

/** Whether both calls were with the same other side, and had the same outcome: a missed call must not hide among answered ones. */
function isRepeat(entry: HistoryEntry, later: HistoryEntry): boolean {
  const identity = identify(entry);
  if (identity === null || identity !== identify(later)) return false;
  const [outcome, laterOutcome] = [findOutcome(entry), findOutcome(later)];
  return (
    outcome.kind === laterOutcome.kind &&
    outcome.isIncoming === laterOutcome.isIncoming &&
    entry.transferredTo === later.transferredTo
  );
}

/** Groups repeated calls that follow one another. @param entries newest first */
export function groupRepeats(entries: readonly HistoryEntry[]): readonly CallGroup[] {
  const groups: [HistoryEntry, ...HistoryEntry[]][] = [];
  for (const entry of entries) {
    const lastGroup = groups.at(-1);
    if (lastGroup && isRepeat(entry, lastGroup[0])) lastGroup.push(entry);
    else groups.push([entry]);
  }
  // The empty key is only for the compiler, because no group is empty.
  return groups.map((group) => ({ key: group.at(-1)?.key ?? '', entries: group }));
}

/** The most rows that are rendered together. More would take the main thread too long in one piece. */
const maxBlockRows = 10;

/** Some rows of a day that follow one another. They are rendered together. */
interface RowBlock {
  readonly key: number;
  readonly groups: readonly CallGroup[];
}

/**
 * Divides the rows of a day into blocks. It counts from the oldest row, so that new calls of the day move no row into another
 * block, where React would render it anew.
 */
export function divideIntoBlocks(groups: readonly CallGroup[]): readonly RowBlock[] {
  const count = Math.ceil(groups.length / maxBlockRows);
  return Array.from({ length: count }, (_, position) => {
    // The number of the block: the oldest block has the number 0.
    const key = count - 1 - position;
    const end = groups.length - key * maxBlockRows;
    return { key, groups: groups.slice(Math.max(0, end - maxBlockRows), end) };
  });
}
