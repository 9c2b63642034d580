import { type EntryKind, type Trace, type TraceEntry } from '../../core/recorder/traceFormat.ts';
import { compareTraces, type Difference } from '../reading/compareTraces.ts';
import { findCauses } from '../reading/findCauses.ts';

/** A line of the list: an entry of the run, or one that only the good run has. */
export interface Row {
  readonly entry: TraceEntry;
  readonly at: number;
  readonly laneIndex: number;
  readonly difference?: Difference;
}

/** What the user has chosen to see. */
export interface Filters {
  search: string;
  readonly hiddenKinds: Set<EntryKind>;
  readonly hiddenLanes: Set<number>;
  onlyDifferences: boolean;
  /** The shown part of the time in milliseconds; `undefined` for all of it. */
  range: readonly [from: number, to: number] | undefined;
}

/** A trace as the page shows it, with the differences from a good run. */
export interface TraceView {
  readonly laneNames: readonly string[];
  readonly rows: readonly Row[];
  readonly differences: readonly Difference[];
  /** What probably made the run differ, in sentences. */
  readonly causes: readonly string[];
  readonly durationMs: number;
}

/** Prepares a trace for the list. Entries that only the good run has stand where they would have been. */
export function createView(trace: Trace, good: Trace | undefined): TraceView {
  const laneNames = [...new Set([...trace.lanes, ...(good?.lanes ?? [])].map(({ name }) => name))];
  const namesById = new Map([...(good?.lanes ?? []), ...trace.lanes].map(({ id, name }) => [id, name]));
  const differences = good ? compareTraces(trace, good) : [];
  const byEntry = new Map(
    differences.flatMap((difference) => (difference.entry ? [[difference.entry, difference]] : [])),
  );
  const createRow = (entry: TraceEntry, difference: Difference | undefined): Row => ({
    entry,
    at: entry.at,
    laneIndex: Math.max(0, laneNames.indexOf(namesById.get(entry.lane) ?? entry.lane)),
    ...(difference && { difference }),
  });
  const missing = differences.flatMap((difference) =>
    difference.kind === 'missing' && difference.good ? [createRow(difference.good, difference)] : [],
  );
  const present = trace.entries.map((entry) => createRow(entry, byEntry.get(entry)));
  const rows = missing.length === 0 ? present : [...present, ...missing].sort((a, b) => a.at - b.at);
  return {
    laneNames,
    rows,
    differences,
    causes: good ? findCauses(trace, good, differences) : [],
    durationMs: Math.max(1, rows.at(-1)?.at ?? 1),
  };
}

/** The texts in which the search looks, which are made once for each row. */
const searchTexts = new WeakMap<Row, string>();

function readSearchText(row: Row, laneNames: readonly string[]): string {
  const known = searchTexts.get(row);
  if (known !== undefined) return known;
  const { name, detail = '', kind, data } = row.entry;
  const parts = [
    laneNames[row.laneIndex],
    kind,
    name,
    detail,
    data === undefined ? '' : JSON.stringify(data),
  ];
  const text = parts.join(' ').toLowerCase();
  searchTexts.set(row, text);
  return text;
}

/** @returns the rows that the filters let through. Every word of the search must occur. */
export function filterRows({ rows, laneNames }: TraceView, filters: Filters): readonly Row[] {
  const { search, hiddenKinds, hiddenLanes, onlyDifferences, range } = filters;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (hiddenKinds.has(row.entry.kind) || hiddenLanes.has(row.laneIndex)) return false;
    if (onlyDifferences && !row.difference) return false;
    if (range && (row.at < range[0] || row.at > range[1])) return false;
    return words.every((word) => readSearchText(row, laneNames).includes(word));
  });
}
