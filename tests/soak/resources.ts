import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import {
  collectGarbage,
  countOpenMedia,
  countReachable,
  type OpenMediaCounts,
} from '../support/pageMemory.ts';
import type { Tab } from './person.ts';
import type { ServerMemory } from './system.ts';

/** The resources that an idle page holds, counted after a garbage collection. */
interface PageResources extends OpenMediaCounts {
  readonly listeners: number;
  readonly nodes: number;
  readonly functions: number;
  readonly heapBytes: number;
}

/** How much each count may grow: `perCall` for each call, and `total` for the whole run, because browsers' counts vary. */
const pageLimits: Record<keyof PageResources, { perCall: number; total: number }> = {
  connections: { perCall: 0, total: 0 },
  liveTracks: { perCall: 0, total: 0 },
  openAudio: { perCall: 0, total: 0 },
  listeners: { perCall: 0.2, total: 10 },
  nodes: { perCall: 1, total: 60 },
  functions: { perCall: 0.5, total: 200 },
  heapBytes: { perCall: 4_000, total: 1_500_000 },
};
/** The allowed growth of the server's heap, in bytes. */
const serverLimit = { perCall: 4_000, total: 6_000_000 };

/**
 * Counts what a page holds. A busy browser releases the objects of an ended call only after several garbage collections, so the
 * function collects until the numbers of listeners and nodes no longer fall.
 */
async function countPage(page: Page): Promise<PageResources> {
  const cdp = await page.context().newCDPSession(page);
  const countDom = async () => {
    await collectGarbage(cdp);
    return cdp.send('Memory.getDOMCounters');
  };
  let before = { nodes: Infinity, jsEventListeners: Infinity };
  let now = await countDom();
  while (now.nodes < before.nodes || now.jsEventListeners < before.jsEventListeners) {
    before = now;
    await pause(1_000);
    now = await countDom();
  }
  const media = await countOpenMedia(cdp);
  const functions = await countReachable(cdp, 'Function');
  const { nodes, jsEventListeners: listeners } = await countDom();
  const { usedSize: heapBytes } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return { ...media, listeners, nodes, functions, heapBytes };
}

type Limit = (typeof pageLimits)[keyof PageResources];

export interface Figure {
  readonly name: string;
  readonly value: number;
  /** The number of calls so far that can have made the figure grow. */
  readonly calls: number;
  /** `null` if the report only shows the figure. */
  readonly limit: Limit | null;
}

/** With this text in its search box, a list has no rows, so that calls and favourites that were added do not count. */
const unknownName = 'nobody has this name';

async function searchInLists(page: Page, text: string): Promise<void> {
  for (const box of await page.getByRole('searchbox').all()) await box.fill(text);
  // The app renders the lists a moment after the text.
  await pause(1_000);
}

/** @param calls the number of calls that the tab has been in */
export async function measurePage({ label, page }: Tab, calls: number): Promise<Figure[]> {
  await searchInLists(page, unknownName);
  const counts = await countPage(page);
  await searchInLists(page, '');
  return Object.entries(pageLimits).map(([name, limit]) => ({
    name: `${label} ${name}`,
    value: counts[name as keyof PageResources],
    calls,
    limit,
  }));
}

/** @param calls the number of calls of all tabs */
export const listServerFigures = ({ heapUsed, rss }: ServerMemory, calls: number): Figure[] => [
  { name: 'service and emulator heap', value: heapUsed, calls, limit: serverLimit },
  { name: 'service and emulator resident memory', value: rss, calls, limit: null },
];

/** With fewer measurements, a part of the app that loads late would look like a leak. */
const minMeasurements = 3;

/**
 * Compares the measurements of a run.
 * @param measured the figures of each measurement, oldest first
 * @returns `lines`: a line for each figure. `grown`: the lines of the figures that grew more than their limits allow.
 */
export function compareMeasurements(measured: readonly (readonly Figure[])[]): {
  lines: string[];
  grown: string[];
} {
  const lines: string[] = [];
  const grown: string[] = [];
  for (const end of measured.at(-1) ?? []) {
    const series = measured.flatMap((figures) => figures.find(({ name }) => name === end.name) ?? []);
    const start = series[0] ?? end;
    const calls = end.calls - start.calls;
    const perCall = calls > 0 ? (end.value - start.value) / calls : 0;
    const line = `${end.name.padEnd(40)} ${start.value} at the start, ${end.value} now, ${perCall.toFixed(2)} per call`;
    lines.push(line);
    if (end.limit && hasGrown(series, end.limit)) grown.push(line.replaceAll(/ +/g, ' '));
  }
  return { lines, grown };
}

/**
 * Divides the run into thirds and takes the lowest value of each third, because a leak never shrinks. A figure has grown if the
 * value of the last third exceeds those of both other thirds. A part of the app that loads late makes a figure grow only once.
 */
function hasGrown(series: readonly Figure[], limit: Limit): boolean {
  if (series.length < minMeasurements) return false;
  const [first, second, last] = [0, 1, 2].map((third) =>
    series
      .slice(Math.floor((third * series.length) / 3), Math.ceil(((third + 1) * series.length) / 3))
      .reduce((lowest, other) => (other.value < lowest.value ? other : lowest)),
  ) as [Figure, Figure, Figure];
  /** @param share the part of `limit.total` that applies between the two figures */
  const exceedsLimit = (earlier: Figure, share: number) =>
    last.value - earlier.value > limit.perCall * (last.calls - earlier.calls) + limit.total * share;
  return exceedsLimit(first, 1) && exceedsLimit(second, 0.25);
}
