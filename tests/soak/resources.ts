import type { Page } from 'playwright';
import { askHeap, collectGarbage } from '../support/heap.ts';
import type { ServerMemory } from './system.ts';

/** What a page at rest holds, counted after a garbage collection. */
export interface PageResources {
  readonly connections: number;
  readonly liveTracks: number;
  readonly openAudio: number;
  readonly listeners: number;
  readonly nodes: number;
  readonly functions: number;
  readonly heapBytes: number;
}

/** How much may be added per call, and in all: the browser's own counts waver by some. */
const allowed: Record<keyof PageResources, { perCall: number; inAll: number }> = {
  connections: { perCall: 0, inAll: 0 },
  liveTracks: { perCall: 0, inAll: 0 },
  openAudio: { perCall: 0, inAll: 0 },
  listeners: { perCall: 0.2, inAll: 10 },
  nodes: { perCall: 1, inAll: 60 },
  functions: { perCall: 0.5, inAll: 150 },
  heapBytes: { perCall: 4_000, inAll: 1_500_000 },
};
const allowedServer = { perCall: 4_000, inAll: 6_000_000 };

export async function countPage(page: Page): Promise<PageResources> {
  const cdp = await page.context().newCDPSession(page);
  await collectGarbage(cdp);
  // Prototypes are among the objects, and answer nothing.
  const count = (prototype: string, which: string) =>
    askHeap<number>(
      cdp,
      prototype,
      `(all) => all.filter((one) => !Object.hasOwn(one, 'constructor') && ${which}).length`,
    );
  const connections = await count('RTCPeerConnection', "one.signalingState !== 'closed'");
  const liveTracks = await count('MediaStreamTrack', "one.readyState === 'live'");
  const openAudio = await count('AudioContext', "one.state !== 'closed'");
  const functions = await askHeap<number>(cdp, 'Function', '(all) => all.length');
  await collectGarbage(cdp);
  const { nodes, jsEventListeners: listeners } = await cdp.send('Memory.getDOMCounters');
  const { usedSize: heapBytes } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return { connections, liveTracks, openAudio, listeners, nodes, functions, heapBytes };
}

export interface Resources {
  /** By UPN. */
  readonly pages: Readonly<Record<string, PageResources>>;
  readonly server: ServerMemory;
  /** Calls so far, by UPN. */
  readonly calls: Readonly<Record<string, number>>;
}

/** @returns one line for each count, and those that grew more than is allowed. */
export function compare(before: Resources, after: Resources): { lines: string[]; grown: string[] } {
  const lines: string[] = [];
  const grown: string[] = [];
  const row = (
    what: string,
    [was, is]: readonly [number, number],
    calls: number,
    limit: { perCall: number; inAll: number } | null,
  ) => {
    const perCall = calls > 0 ? (is - was) / calls : 0;
    const line = `${what.padEnd(40)} ${was} at the start, ${is} now, ${perCall.toFixed(2)} per call`;
    lines.push(line);
    if (limit && is - was > limit.perCall * calls + limit.inAll) grown.push(line.replaceAll(/ +/g, ' '));
  };
  let all = 0;
  for (const [upn, now] of Object.entries(after.pages)) {
    const start = before.pages[upn];
    if (!start) continue;
    const calls = (after.calls[upn] ?? 0) - (before.calls[upn] ?? 0);
    all += calls;
    for (const [name, limit] of Object.entries(allowed)) {
      const key = name as keyof PageResources;
      row(`${upn} ${name}`, [start[key], now[key]], calls, limit);
    }
  }
  row('service and emulator heap', [before.server.heapUsed, after.server.heapUsed], all, allowedServer);
  row('service and emulator resident memory', [before.server.rss, after.server.rss], all, null);
  return { lines, grown };
}
