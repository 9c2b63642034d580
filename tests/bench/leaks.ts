import { startHarness } from '../support/calling/harness.ts';
import {
  readPageCounts,
  readServerCounts,
  openCallerAndCallee,
  placeCalls,
} from '../support/calling/leakCounts.ts';
import { readBenchOptions } from './options.ts';

/**
 * The program of `npm run bench -- leaks`. It places a hundred calls in a row between two pages, with video, sound, a shared
 * screen and statistics. Then it counts everything that a call could leave behind in both pages and in the server.
 */
const { smoke } = readBenchOptions();
const callCount = Number(process.env.CALLS ?? (smoke ? 4 : 100));
/** Calls between two progress messages. */
const callsPerStep = 10;
/** The browser's own listeners and timers vary by about ten. A leak of one for each call would be far more. */
const tolerance = Math.min(10, callCount / 2);

const harness = await startHarness();
const pages = await openCallerAndCallee(harness);
const [alice, bob] = pages;
const countResources = async () => ({
  pages: await Promise.all(pages.map(readPageCounts)),
  server: readServerCounts(harness),
});

// The first call creates objects that the page keeps, such as lists of devices.
await placeCalls(alice, bob, 1);
const before = await countResources();
for (let done = 0; done < callCount; done += callsPerStep) {
  await placeCalls(alice, bob, Math.min(callsPerStep, callCount - done));
  process.stdout.write(`${Math.min(done + callsPerStep, callCount)} of ${callCount} calls\r`);
}
/** The result of comparing the resources before and after the calls. */
interface Comparison {
  /** One line for each count. */
  readonly lines: string[];
  /** One line for each count that has grown. */
  readonly leaks: string[];
}

function compareCounts({ pages, server }: Awaited<ReturnType<typeof countResources>>): Comparison {
  const lines: string[] = [];
  const leaks: string[] = [];
  const subjects: [name: string, countsBefore: object, countsAfter: object][] = [
    ['caller', before.pages[0] ?? {}, pages[0] ?? {}],
    ['callee', before.pages[1] ?? {}, pages[1] ?? {}],
    ['server', before.server, server],
  ];
  for (const [subject, countsBefore, countsAfter] of subjects) {
    for (const [resource, countAfter] of Object.entries(countsAfter) as [string, number][]) {
      const countBefore = (countsBefore as Record<string, number>)[resource] ?? 0;
      const isUsedByBrowser = resource === 'domListeners' || resource === 'timers';
      const maxCount = isUsedByBrowser ? countBefore + tolerance : countBefore;
      lines.push(`${subject.padEnd(7)} ${resource.padEnd(17)} ${countBefore} before, ${countAfter} after`);
      if (countAfter > maxCount)
        leaks.push(`${subject}: ${resource} grew from ${countBefore} to ${countAfter}`);
    }
  }
  return { lines, leaks };
}

// The browser may release closed objects a moment later. So the program repeats the comparison for up to ten seconds.
const endsAt = Date.now() + 10_000;
let { lines, leaks } = compareCounts(await countResources());
while (leaks.length > 0 && Date.now() < endsAt) ({ lines, leaks } = compareCounts(await countResources()));
console.log(`${callCount} calls`);
console.log(lines.join('\n'));
console.log(leaks.length === 0 ? 'nothing is left behind' : leaks.join('\n'));
await harness.close();
process.exit(leaks.length === 0 ? 0 : 1);
