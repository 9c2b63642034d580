import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import {
  collectGarbage,
  countOpenMedia,
  countReachable,
  type OpenMediaCounts,
} from '../support/pageMemory.ts';
import type { ServerMemory } from './system.ts';

/** The resources that an idle page holds, counted after a garbage collection. */
export interface PageResources extends OpenMediaCounts {
  readonly listeners: number;
  readonly nodes: number;
  readonly functions: number;
  readonly heapBytes: number;
}

/**
 * For each count, how much it may grow: `perCall` for each call, and `total` for the whole run, because browsers' counts
 * vary.
 */
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
 * function collects until the number of listeners no longer falls.
 */
export async function countPage(page: Page): Promise<PageResources> {
  const cdp = await page.context().newCDPSession(page);
  const countListeners = async () => {
    await collectGarbage(cdp);
    return (await cdp.send('Memory.getDOMCounters')).jsEventListeners;
  };
  for (let before = Infinity, now = await countListeners(); now < before; now = await countListeners()) {
    before = now;
    await pause(1_000);
  }
  const media = await countOpenMedia(cdp);
  const functions = await countReachable(cdp, 'Function');
  await collectGarbage(cdp);
  const { nodes, jsEventListeners: listeners } = await cdp.send('Memory.getDOMCounters');
  const { usedSize: heapBytes } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return { ...media, listeners, nodes, functions, heapBytes };
}

/** One measurement of all resources. */
export interface Resources {
  /** The resources of each measured tab, by its label. */
  readonly pages: Readonly<Record<string, PageResources>>;
  readonly server: ServerMemory;
  /** The number of calls that each tab has been in so far, by its label. */
  readonly calls: Readonly<Record<string, number>>;
}

type Limit = (typeof pageLimits)[keyof PageResources];

/** One figure of the report, with the functions that read it from a measurement. */
interface Figure {
  readonly name: string;
  readonly value: (resources: Resources) => number;
  /** The number of calls that can make the figure grow. */
  readonly calls: (resources: Resources) => number;
  /** `null` if the report only shows the figure. */
  readonly limit: Limit | null;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function listFigures(labels: readonly string[]): Figure[] {
  const pageFigures = labels.flatMap((label) =>
    Object.entries(pageLimits).map(([name, limit]) => ({
      name: `${label} ${name}`,
      value: ({ pages }: Resources) => pages[label]?.[name as keyof PageResources] ?? 0,
      calls: ({ calls }: Resources) => calls[label] ?? 0,
      limit,
    })),
  );
  const countAllCalls = (resources: Resources) => sum(Object.values(resources.calls));
  return [
    ...pageFigures,
    {
      name: 'service and emulator heap',
      value: ({ server }) => server.heapUsed,
      calls: countAllCalls,
      limit: serverLimit,
    },
    {
      name: 'service and emulator resident memory',
      value: ({ server }) => server.rss,
      calls: countAllCalls,
      limit: null,
    },
  ];
}

/** With fewer measurements, a part of the app that loads late would look like a leak. */
const minMeasurements = 3;

/**
 * Finds the figures that grew with the calls. The function divides the run into thirds and takes the lowest value of each
 * third, because a leak never shrinks. A figure has grown if the value of the last third exceeds those of both other thirds. A
 * part of the app that loads late makes a figure grow only once.
 * @param measured the measurements, oldest first
 * @returns `lines`: a line for each figure. `grown`: the lines of the figures that grew more than their limits allow.
 */
export function compareMeasurements(measured: readonly Resources[]): { lines: string[]; grown: string[] } {
  const [start] = measured;
  const end = measured.at(-1);
  const lines: string[] = [];
  const grown: string[] = [];
  if (!start || !end) return { lines, grown };
  for (const { name, value, calls, limit } of listFigures(Object.keys(end.pages))) {
    const computeGrowth = (earlier: Resources, later: Resources) => ({
      amount: value(later) - value(earlier),
      calls: calls(later) - calls(earlier),
    });
    const totalGrowth = computeGrowth(start, end);
    const perCall = totalGrowth.calls > 0 ? totalGrowth.amount / totalGrowth.calls : 0;
    const line = `${name.padEnd(40)} ${value(start)} at the start, ${value(end)} now, ${perCall.toFixed(2)} per call`;
    lines.push(line);
    if (measured.length < minMeasurements) continue;
    const [first, second, last] = [0, 1, 2].map((third) =>
      measured
        .slice(Math.floor((third * measured.length) / 3), Math.ceil(((third + 1) * measured.length) / 3))
        .reduce((lowest, other) => (value(other) < value(lowest) ? other : lowest)),
    ) as [Resources, Resources, Resources];
    /** @param share the part of `limit.total` that applies between these two measurements */
    const exceedsLimit = (earlier: Resources, later: Resources, share: number) => {
      const { amount, calls: callCount } = computeGrowth(earlier, later);
      return limit !== null && amount > limit.perCall * callCount + limit.total * share;
    };
    if (exceedsLimit(first, last, 1) && exceedsLimit(second, last, 0.25))
      grown.push(line.replaceAll(/ +/g, ' '));
  }
  return { lines, grown };
}
