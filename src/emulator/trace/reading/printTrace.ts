import { entryKinds, type Trace, type TraceEntry } from '../../core/recorder/traceFormat.ts';
import { compareTraces, getTime } from './compareTraces.ts';
import { findCauses } from './findCauses.ts';
import { describeEntry, differenceMarks, formatSeconds, wayMarks } from './describeEntry.ts';

const timeWidth = 9;
const kindWidth = Math.max(...entryKinds.map((kind) => kind.length));

/** @returns a trace as text: a line for each entry, in the order of their times. */
export function printTrace(trace: Trace): string {
  const print = createPrinter([trace]);
  const title = `Recorded ${trace.header.startedAt} by acs-calling-emulator ${trace.header.emulator}: ${countOf(trace.entries.length, 'entry', 'entries')}, ${countOf(trace.lanes.length, 'lane', 'lanes')}.`;
  return [title, ...trace.entries.map((entry) => print(entry))].join('\n');
}

/** @returns what differs between a trace and a good one, as text. */
export function printDifferences(trace: Trace, good: Trace): string {
  const differences = compareTraces(trace, good);
  // Lost packets may change nothing but the statistics.
  const causes = findCauses(trace, good, differences);
  if (differences.length === 0 && causes.length === 0) return 'The trace does not differ from the good run.';
  const print = createPrinter([trace, good]);
  const lines = differences.flatMap((difference) => {
    const entry = difference.entry ?? difference.good;
    if (!entry) return [];
    const line = `${differenceMarks[difference.kind]} ${print(entry)}`;
    return [line, ...(difference.changes ?? []).map((change) => `${' '.repeat(timeWidth + 4)}${change}`)];
  });
  const count = (kind: string) => differences.filter((difference) => difference.kind === kind).length;
  const title = `${countOf(differences.length, 'difference', 'differences')} from the good run: ${count('missing')} missing (${differenceMarks.missing}), ${count('additional')} additional (${differenceMarks.additional}), ${count('changed')} changed (${differenceMarks.changed}). The first is at ${formatSeconds(getTime(differences[0] ?? {}))} s.`;
  const standsOut =
    causes.length === 0 ? [] : ['What stands out:', ...causes.map((cause) => `  ${cause}`), ''];
  return [...standsOut, title, ...lines].join('\n');
}

const countOf = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Creates the function that prints an entry of one of the traces in one line. */
function createPrinter(traces: readonly Trace[]): (entry: TraceEntry) => string {
  const names = new Map(traces.flatMap(({ lanes }) => lanes.map(({ id, name }) => [id, name])));
  const nameWidth = Math.max(...[...names.values()].map((name) => name.length));
  return (entry) =>
    [
      formatSeconds(entry.at).padStart(timeWidth),
      (names.get(entry.lane) ?? entry.lane).padEnd(nameWidth),
      entry.kind.padEnd(kindWidth),
      entry.way ? wayMarks[entry.way] : ' ',
      describeEntry(entry),
    ].join('  ');
}
