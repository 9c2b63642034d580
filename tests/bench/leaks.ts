import { startHarness } from '../support/calling/harness.ts';
import { countPage, countServer, openCallerAndCallee, placeCalls } from '../support/calling/leakCounts.ts';

/**
 * `npm run bench:leaks`: places a hundred calls in a row between two pages, with video, sound, a shared screen and
 * statistics, and then counts everything that a call could leave behind in both pages and in the server.
 */
const times = Number(process.env.CALLS ?? 100);
const step = 10;
/** The browser's own listeners vary; a leak of one for each call would be far more. */
const tolerance = Math.min(10, times / 2);

const harness = await startHarness();
const pages = await openCallerAndCallee(harness);
const [alice, bob] = pages;
const count = async () => ({ pages: await Promise.all(pages.map(countPage)), server: countServer(harness) });

// The first call creates objects that stay, such as lists of devices.
await placeCalls(alice, bob, 1);
const before = await count();
for (let done = 0; done < times; done += step) {
  await placeCalls(alice, bob, Math.min(step, times - done));
  process.stdout.write(`${Math.min(done + step, times)} of ${times} calls\r`);
}
interface Comparison {
  readonly lines: string[];
  readonly leaks: string[];
}

function compare({ pages, server }: Awaited<ReturnType<typeof count>>): Comparison {
  const lines: string[] = [];
  const leaks: string[] = [];
  const subjects: [string, object, object][] = [
    ['caller', before.pages[0] ?? {}, pages[0] ?? {}],
    ['callee', before.pages[1] ?? {}, pages[1] ?? {}],
    ['server', before.server, server],
  ];
  for (const [subject, countsBefore, countsAfter] of subjects) {
    for (const [what, counted] of Object.entries(countsAfter) as [string, number][]) {
      const start = (countsBefore as Record<string, number>)[what] ?? 0;
      const allowed = what === 'domListeners' || what === 'timers' ? start + tolerance : start;
      lines.push(`${subject.padEnd(7)} ${what.padEnd(17)} ${start} before, ${counted} after`);
      if (counted > allowed) leaks.push(`${subject}: ${what} grew from ${start} to ${counted}`);
    }
  }
  return { lines, leaks };
}

// The browser may release closed objects a moment later, so a leak counts only if it stays.
const end = Date.now() + 10_000;
let { lines, leaks } = compare(await count());
while (leaks.length > 0 && Date.now() < end) ({ lines, leaks } = compare(await count()));
console.log(`${times} calls`);
console.log(lines.join('\n'));
console.log(leaks.length === 0 ? 'nothing is left behind' : leaks.join('\n'));
await harness.close();
process.exit(leaks.length === 0 ? 0 : 1);
