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

// The first call creates what stays: lists of devices, the browser's own objects.
await placeCalls(alice, bob, 1);
const before = await count();
for (let done = 0; done < times; done += step) {
  await placeCalls(alice, bob, Math.min(step, times - done));
  process.stdout.write(`${Math.min(done + step, times)} of ${times} calls\r`);
}
// The browser releases closed objects a moment later.
await alice.page.waitForTimeout(2_000);
const after = await count();

const faults: string[] = [];
const compare = (who: string, countsBefore: object, countsAfter: object) => {
  for (const [what, counted] of Object.entries(countsAfter) as [string, number][]) {
    const start = (countsBefore as Record<string, number>)[what] ?? 0;
    const allowed = what === 'domListeners' || what === 'timers' ? start + tolerance : start;
    console.log(`${who.padEnd(7)} ${what.padEnd(17)} ${start} before, ${counted} after`);
    if (counted > allowed) faults.push(`${who}: ${what} grew from ${start} to ${counted}`);
  }
};
console.log(`${times} calls`);
for (const [i, name] of ['caller', 'callee'].entries())
  compare(name, before.pages[i] ?? {}, after.pages[i] ?? {});
compare('server', before.server, after.server);
console.log(faults.length === 0 ? 'nothing is left behind' : faults.join('\n'));
await harness.close();
process.exit(faults.length === 0 ? 0 : 1);
