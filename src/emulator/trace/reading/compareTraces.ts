import type { Trace, TraceEntry } from '../../core/recorder/traceFormat.ts';

/** How a run differs from a good run at one place. */
export interface Difference {
  readonly kind: 'missing' | 'additional' | 'changed';
  /** The entry of the run; `undefined` if it is missing. */
  readonly entry?: TraceEntry;
  /** The entry of the good run; `undefined` if the run's entry is additional. */
  readonly good?: TraceEntry;
  /** What differs between both: a path in the message, with the good value and the run's value. */
  readonly changes?: readonly string[];
}

/** Two lists whose lengths have a larger product are aligned without a table, entry after entry. */
const maxTableSize = 4_000_000;
const maxShownChanges = 8;
/** What differs in every run: the addresses that a browser finds, key frames, and who makes a sound when. */
const alwaysDifferent =
  /^(signal (candidate|ask picture)|.*(isSpeakingChanged|dominantSpeakersChanged|audioLevel).*|(GET|POST) \/.*\/(authorize|logout).*)/;

/**
 * Compares a run with a good one. For each participant (by name) and each kind of entries, it aligns the two sequences by their
 * longest common subsequence; two entries are equal if direction, name and detail are. What has no partner is missing or
 * additional, but two such entries of one name at the same place are one changed entry. Partners whose messages differ are changed,
 * too: ids, times, addresses and SDP do not count. Statistics are not compared.
 * @returns the differences, in the order of their times
 */
export function compareTraces(trace: Trace, good: Trace): Difference[] {
  const groups = groupEntries(trace);
  const goodGroups = groupEntries(good);
  const differences = [...new Set([...goodGroups.keys(), ...groups.keys()])].flatMap((key) =>
    compareGroups(groups.get(key) ?? [], goodGroups.get(key) ?? []),
  );
  return differences.sort((a, b) => getTime(a) - getTime(b));
}

/** @returns when a difference happened: for a missing entry, when it happened in the good run. */
export const getTime = ({ entry, good }: Pick<Difference, 'entry' | 'good'>): number =>
  (entry ?? good)?.at ?? 0;

function groupEntries({ entries, lanes }: Trace): Map<string, TraceEntry[]> {
  const laneNames = new Map(lanes.map(({ id, name }) => [id, name]));
  const groups = new Map<string, TraceEntry[]>();
  for (const entry of entries) {
    if (entry.kind === 'stats' || alwaysDifferent.test(`${entry.name} ${entry.detail ?? ''}`)) continue;
    const key = `${laneNames.get(entry.lane)} ${entry.kind}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

function compareGroups(entries: readonly TraceEntry[], goodEntries: readonly TraceEntry[]): Difference[] {
  const differences: Difference[] = [];
  let [index, goodIndex] = [0, 0];
  const addUnpaired = (end: number, goodEnd: number) => {
    const unpaired = entries.slice(index, end);
    for (const good of goodEntries.slice(goodIndex, goodEnd)) {
      const sameName = unpaired.findIndex(({ name, way }) => name === good.name && way === good.way);
      const [entry] = sameName === -1 ? [] : unpaired.splice(sameName, 1);
      if (entry) differences.push({ kind: 'changed', entry, good, changes: listChanges(entry, good) });
      else differences.push({ kind: 'missing', good });
    }
    for (const entry of unpaired) differences.push({ kind: 'additional', entry });
  };
  for (const [pair, goodPair] of align(entries.map(createKey), goodEntries.map(createKey))) {
    addUnpaired(pair, goodPair);
    [index, goodIndex] = [pair + 1, goodPair + 1];
    const [entry, good] = [entries[pair], goodEntries[goodPair]];
    if (!entry || !good) continue;
    const changes = listChanges(entry, good);
    if (changes.length > 0) differences.push({ kind: 'changed', entry, good, changes });
  }
  addUnpaired(entries.length, goodEntries.length);
  return differences;
}

const createKey = ({ way, name, detail }: TraceEntry): string => normalizeText(`${way} ${name} ${detail}`);

/** Aligns two lists. @returns the pairs of indexes of equal items, in order. */
function align(items: readonly string[], goodItems: readonly string[]): [number, number][] {
  const pairs: [number, number][] = [];
  let start = 0;
  while (start < Math.min(items.length, goodItems.length) && items[start] === goodItems[start])
    pairs.push([start, start++]);
  const rows = items.length - start;
  const columns = goodItems.length - start;
  if (rows * columns > maxTableSize) return [...pairs, ...alignInOrder(items, goodItems, start)];
  /** The length of the longest common subsequence of the rests, from each pair of indexes on. */
  const table = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  const read = (row: number, column: number) => table[row]?.[column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    const line = table[row];
    if (!line) continue;
    for (let column = columns - 1; column >= 0; column -= 1) {
      const isEqual = items[start + row] === goodItems[start + column];
      line[column] = isEqual
        ? read(row + 1, column + 1) + 1
        : Math.max(read(row + 1, column), read(row, column + 1));
    }
  }
  let [row, column] = [0, 0];
  while (row < rows && column < columns) {
    if (items[start + row] === goodItems[start + column]) pairs.push([start + row++, start + column++]);
    else if (read(row + 1, column) >= read(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

/** Pairs each good item with the next equal one. */
function alignInOrder(
  items: readonly string[],
  goodItems: readonly string[],
  start: number,
): [number, number][] {
  const pairs: [number, number][] = [];
  let next = start;
  for (let goodIndex = start; goodIndex < goodItems.length; goodIndex += 1) {
    const found = items.indexOf(goodItems[goodIndex] ?? '', next);
    if (found === -1) continue;
    pairs.push([found, goodIndex]);
    next = found + 1;
  }
  return pairs;
}

/** Lists what differs between the messages of two entries. */
function listChanges(entry: TraceEntry, good: TraceEntry): string[] {
  const [fields, goodFields] = [flatten(entry), flatten(good)];
  const changes = [...new Set([...goodFields.keys(), ...fields.keys()])].flatMap((path) => {
    const [value = '–', goodValue = '–'] = [fields.get(path), goodFields.get(path)];
    return value === goodValue ? [] : [`${path}: ${goodValue} → ${value}`];
  });
  const more = changes.length - maxShownChanges;
  return more > 0 ? [...changes.slice(0, maxShownChanges), `${more} more`] : changes;
}

/** Numbers with these names are times, or count what a run has sent before. */
const varyingNumber =
  /(ms|at|on|now|time|seconds|duration|size|length|_in|^n|got|lines|port|iat|exp|nbf|bitrate)$/i;

/** @returns the detail and all values of an entry's message, by their paths. */
function flatten({ detail, data }: TraceEntry): Map<string, string> {
  const fields = new Map<string, string>();
  const visit = (value: unknown, path: string) => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, field] of Object.entries(value)) visit(field, path === '' ? key : `${path}.${key}`);
    } else if (typeof value !== 'number' || !varyingNumber.test(path)) {
      fields.set(path, normalizeText(typeof value === 'string' ? value : String(value)));
    }
  };
  if (detail !== undefined) visit(detail, 'detail');
  if (data !== undefined) visit(data, '');
  return fields;
}

/** Replaces what differs in every run: ids, times, addresses of this machine, and SDP. */
const normalizeText = (text: string): string =>
  text.startsWith('v=0')
    ? '‹SDP›'
    : text
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '‹id›')
        .replace(/19:[\w-]+@/g, '19:…@')
        .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z?/g, '‹time›')
        .replace(/(localhost|127\.0\.0\.1):\d+/g, '$1');
