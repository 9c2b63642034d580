import type { Page } from 'playwright';
import {
  collectGarbage,
  countOpenMedia,
  countReachable,
  type OpenMediaCounts,
} from '../support/pageMemory.ts';
import type { ServerMemory } from './system.ts';

/** What an idle page holds, counted after a garbage collection. */
export interface PageResources extends OpenMediaCounts {
  readonly listeners: number;
  readonly nodes: number;
  readonly functions: number;
  readonly heapBytes: number;
}

/** How much each count may grow with each call, and in total, because the browser's own counts vary. */
const allowed: Record<keyof PageResources, { perCall: number; total: number }> = {
  connections: { perCall: 0, total: 0 },
  liveTracks: { perCall: 0, total: 0 },
  openAudio: { perCall: 0, total: 0 },
  listeners: { perCall: 0.2, total: 10 },
  nodes: { perCall: 1, total: 60 },
  functions: { perCall: 0.5, total: 200 },
  heapBytes: { perCall: 4_000, total: 1_500_000 },
};
const allowedServer = { perCall: 4_000, total: 6_000_000 };

export async function countPage(page: Page): Promise<PageResources> {
  const cdp = await page.context().newCDPSession(page);
  await collectGarbage(cdp);
  const media = await countOpenMedia(cdp);
  const functions = await countReachable(cdp, 'Function');
  await collectGarbage(cdp);
  const { nodes, jsEventListeners: listeners } = await cdp.send('Memory.getDOMCounters');
  const { usedSize: heapBytes } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return { ...media, listeners, nodes, functions, heapBytes };
}

export interface Resources {
  /** By UPN. */
  readonly pages: Readonly<Record<string, PageResources>>;
  readonly server: ServerMemory;
  /** Calls so far, by UPN. */
  readonly calls: Readonly<Record<string, number>>;
}

type Limit = (typeof allowed)[keyof PageResources];

/** One figure of the report, and how it is read from a measurement. */
interface Figure {
  readonly name: string;
  readonly value: (resources: Resources) => number;
  readonly calls: (resources: Resources) => number;
  readonly limit: Limit | null;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function figures(upns: readonly string[]): Figure[] {
  const ofPages = upns.flatMap((upn) =>
    Object.entries(allowed).map(([name, limit]) => ({
      name: `${upn} ${name}`,
      value: ({ pages }: Resources) => pages[upn]?.[name as keyof PageResources] ?? 0,
      calls: ({ calls }: Resources) => calls[upn] ?? 0,
      limit,
    })),
  );
  const calls = (resources: Resources) => sum(Object.values(resources.calls));
  return [
    ...ofPages,
    {
      name: 'service and emulator heap',
      value: ({ server }) => server.heapUsed,
      calls,
      limit: allowedServer,
    },
    { name: 'service and emulator resident memory', value: ({ server }) => server.rss, calls, limit: null },
  ];
}

/** With fewer measurements, a part of the app that is loaded late cannot be told from a leak. */
const minMeasurements = 3;

/**
 * Compares the lowest figures of each third of the run, because a leak never shrinks. A figure has grown when the last
 * third exceeds both the first and the second: a part of the app that is loaded late makes it grow only once.
 * @param measured oldest first.
 * @returns a line for each figure, and the lines of those that grew more than is allowed.
 */
export function compare(measured: readonly Resources[]): { lines: string[]; grown: string[] } {
  const [start] = measured;
  const end = measured.at(-1);
  const lines: string[] = [];
  const grown: string[] = [];
  if (!start || !end) return { lines, grown };
  for (const { name, value, calls, limit } of figures(Object.keys(end.pages))) {
    const growth = (from: Resources, to: Resources) => ({
      amount: value(to) - value(from),
      calls: calls(to) - calls(from),
    });
    const all = growth(start, end);
    const perCall = all.calls > 0 ? all.amount / all.calls : 0;
    const line = `${name.padEnd(40)} ${value(start)} at the start, ${value(end)} now, ${perCall.toFixed(2)} per call`;
    lines.push(line);
    const lowest = (third: number) =>
      measured
        .slice(Math.floor((third * measured.length) / 3), Math.ceil(((third + 1) * measured.length) / 3))
        .reduce((least, other) => (value(other) < value(least) ? other : least));
    const exceeds = (from: Resources, to: Resources, share: number) => {
      const { amount, calls: callCount } = growth(from, to);
      return limit !== null && amount > limit.perCall * callCount + limit.total * share;
    };
    if (measured.length < minMeasurements) continue;
    if (exceeds(lowest(0), lowest(2), 1) && exceeds(lowest(1), lowest(2), 0.25))
      grown.push(line.replaceAll(/ +/g, ' '));
  }
  return { lines, grown };
}
