import { startHarness } from '../contract/calling/harness.ts';
import { callAgain, countPage, countServer, twoPhones } from '../support/calling/leakCounts.ts';

/**
 * `npm run bench:leaks`: a hundred calls in a row between two pages, with video, sound, a shared screen and statistics;
 * then everything that a call could leave behind is counted in both pages and in the server.
 */
const times = Number(process.env.CALLS ?? 100);
const step = 10;
/** The browser's own listeners come and go; one for each call would be far more. */
const tolerance = Math.min(10, times / 2);

const harness = await startHarness();
const phones = await twoPhones(harness);
const [alice, bob] = phones;
const look = async () => ({ pages: await Promise.all(phones.map(countPage)), server: countServer(harness) });

// The first one makes what stays: lists of devices, the browser's own leftovers.
await callAgain(alice, bob, 1);
const before = await look();
for (let done = 0; done < times; done += step) {
  await callAgain(alice, bob, Math.min(step, times - done));
  process.stdout.write(`${Math.min(done + step, times)} of ${times} calls\r`);
}
// What is closed is let go of a moment later.
await alice.waitForTimeout(2_000);
const after = await look();

const faults: string[] = [];
const show = (who: string, was: object, is: object) => {
  for (const [what, count] of Object.entries(is) as [string, number][]) {
    const start = (was as Record<string, number>)[what] ?? 0;
    const allowed = what === 'domListeners' || what === 'timers' ? start + tolerance : start;
    console.log(`${who.padEnd(7)} ${what.padEnd(17)} ${start} before, ${count} after`);
    if (count > allowed) faults.push(`${who}: ${what} grew from ${start} to ${count}`);
  }
};
console.log(`${times} calls`);
for (const [i, name] of ['caller', 'callee'].entries())
  show(name, before.pages[i] ?? {}, after.pages[i] ?? {});
show('server', before.server, after.server);
console.log(faults.length === 0 ? 'nothing is left behind' : faults.join('\n'));
await harness.close();
process.exit(faults.length === 0 ? 0 : 1);
