/**
 * A trace is a recorded run of the emulator: a file of JSON lines. The first line is the header, and each further line is an entry
 * or names a lane. Lines may come in another order than their times, because pages send their entries a little late.
 */
export const traceVersion = 1;

/** The first line. A number that is not `traceVersion` marks a trace that this code cannot read. */
export interface TraceHeader {
  readonly acsCallingTrace: number;
  /** The version of the emulator that recorded the trace. */
  readonly emulator: string;
  /** When the recording began, as an ISO date. */
  readonly startedAt: string;
}

/** The kinds of entries. `control` is a request by which a test or a developer changes the emulator. */
export const entryKinds = ['call', 'event', 'state', 'frame', 'http', 'control', 'stats'] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface TraceEntry {
  /** Milliseconds since the recording began, of the machine's clock: a moved clock of emulator or page does not count. */
  readonly at: number;
  /** The lane in which the entry stands: a page, a participant whom the emulator plays, or the controls. */
  readonly lane: string;
  readonly kind: EntryKind;
  /** What happened, such as `TeamsCall.hold`, `incoming` or `POST /emulator/act`. */
  readonly name: string;
  /** What distinguishes the entry from others of its name, such as a state, a status or an error code. */
  readonly detail?: string;
  /** `up`: from the page to the emulator. `down`: from the emulator to the page. */
  readonly way?: 'up' | 'down';
  /** The message, without secrets. */
  readonly data?: unknown;
}

/** An entry before the recorder adds its time and its lane. */
export type NewEntry = Omit<TraceEntry, 'at' | 'lane'>;

/** A line that says whose lane it is. */
export interface LaneLine {
  readonly lane: string;
  /** The person's name, or another title. */
  readonly name: string;
  /** The person's object id, or another id of the participant. Lanes of one participant have the same. */
  readonly participant: string;
}

/** A lane as readers see it: several lanes of one participant are one, as long as the participant has one page. */
export interface Lane {
  readonly id: string;
  readonly name: string;
}

export interface Trace {
  readonly header: TraceHeader;
  readonly lanes: readonly Lane[];
  /** In the order of their times. `lane` is the id of one of `lanes`. */
  readonly entries: readonly TraceEntry[];
}

/** Says in one sentence why a text is not a trace that can be read. */
export class TraceFault extends Error {
  override readonly name = 'TraceFault';
}

/** A browser needs several times as much memory to show a trace. */
const maxTraceBytes = 100_000_000;
/** Thirty days, in milliseconds. */
const maxTime = 2_592_000_000;

/** @param name how the sentence of a fault names the trace. @throws TraceFault for a file that is too large to be shown. */
export function checkTraceSize(bytes: number, name: string): void {
  if (bytes <= maxTraceBytes) return;
  const [size, limit] = [bytes, maxTraceBytes].map((count) => `${Math.round(count / 1_000_000)} MB`);
  throw new TraceFault(
    `${name} has ${size}, and a trace may have ${limit} to be shown: record a shorter run.`,
  );
}

/**
 * Reads a trace.
 * @param name how the sentence of a fault names the trace, such as its path.
 * @throws TraceFault for a text that is no trace, or one of another version, or has a damaged line.
 */
export function parseTrace(text: string, name: string): Trace {
  const lines = text.split('\n');
  const header = parseLine(lines[0]) as Partial<TraceHeader> | undefined;
  if (typeof header?.acsCallingTrace !== 'number')
    throw new TraceFault(`${name} is not a trace of acs-calling-emulator: its first line is not a header.`);
  const { acsCallingTrace: version, emulator, startedAt } = header;
  if (version !== traceVersion)
    throw new TraceFault(
      `${name} is a trace of version ${version}, and this emulator reads version ${traceVersion}: record it again, or use the emulator ${typeof emulator === 'string' ? emulator : 'that wrote it'}.`,
    );
  if (typeof emulator !== 'string' || !Number.isFinite(Date.parse(String(startedAt))))
    throw new TraceFault(
      `${name} is damaged: its header does not say when and by which emulator it was recorded.`,
    );
  const laneLines = new Map<string, LaneLine>();
  const entries: TraceEntry[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue;
    const value = parseLine(line);
    if (isEntry(value)) entries.push(value);
    else if (isLaneLine(value)) laneLines.set(value.lane, value);
    else
      throw new TraceFault(
        describeDamage(name, index + 1, value === undefined && index === lines.length - 1),
      );
  }
  const laneIds = resolveLanes(entries, laneLines);
  return {
    header: header as TraceHeader,
    lanes: [...new Map([...laneIds.values()].map((lane) => [lane.id, lane])).values()],
    entries: entries
      .map((entry) => Object.assign(entry, { lane: laneIds.get(entry.lane)?.id ?? entry.lane }))
      .sort((a, b) => a.at - b.at),
  };
}

/** A line that does not end is cut off: the emulator or a copy was stopped while it wrote. */
const describeDamage = (name: string, line: number, isCutOff: boolean): string =>
  isCutOff
    ? `${name} is cut off in line ${line}, its last: delete this line to read the rest.`
    : `${name} is damaged: line ${line} is neither an entry nor a lane.`;

function parseLine(line = ''): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isEntry = (value: unknown): value is TraceEntry =>
  isObject(value) &&
  typeof value['at'] === 'number' &&
  value['at'] >= 0 &&
  value['at'] <= maxTime &&
  typeof value['lane'] === 'string' &&
  typeof value['name'] === 'string' &&
  ['string', 'undefined'].includes(typeof value['detail']) &&
  ['up', 'down', undefined].some((way) => way === value['way']) &&
  entryKinds.some((kind) => kind === value['kind']);

const isLaneLine = (value: unknown): value is LaneLine =>
  isObject(value) &&
  ['lane', 'name', 'participant'].every((key) => typeof value[key] === 'string') &&
  !('kind' in value);

/** Pages record under a UUID, which has no name until the page has a call agent. */
const laneOfPage = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/**
 * Gives each recorded lane the lane that readers see. What a person does before the page has a call agent, such as the sign-in,
 * belongs to the person's first page. Each further page of the person has a lane of its own.
 */
function resolveLanes(
  entries: readonly TraceEntry[],
  laneLines: ReadonlyMap<string, LaneLine>,
): Map<string, Lane> {
  const laneIds = new Map<string, Lane>();
  /** How many pages each participant has. */
  const pages = new Map<string, number>();
  for (const id of new Set([...laneLines.keys(), ...entries.map(({ lane }) => lane)])) {
    const line = laneLines.get(id);
    const participant = line?.participant ?? id;
    const name = line?.name ?? (laneOfPage.test(id) ? 'A page without a call agent' : id);
    // A lane whose id is the participant's is not of a page.
    const page = participant === id ? 1 : (pages.get(participant) ?? 0) + 1;
    if (participant !== id) pages.set(participant, page);
    laneIds.set(id, page > 1 ? { id, name: `${name} (page ${page})` } : { id: participant, name });
  }
  return laneIds;
}
