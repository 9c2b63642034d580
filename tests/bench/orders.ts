import { openInterleavingsPage } from '../contract/calling/interleavings/interleavingsPage.ts';
import { startHarness } from '../support/calling/harness.ts';
import { readSeeds } from '../support/random.ts';

/**
 * `npm run bench:orders`: 200 random interleavings of what four endpoints of three users do at once (call each other, cancel
 * while accepting, transfer while holding, leave while being admitted …), in a real browser with real media.
 * `ORDERS=<count>` changes their number, `SEEDS=<seed>,<seed>` repeats those that failed, `SEEDS=new` runs new ones.
 */
const harness = await startHarness();
const page = await openInterleavingsPage(harness);
const tried = readSeeds(Number(process.env['ORDERS'] ?? 200));
let failed = 0;
let reached: Readonly<Record<string, number>> = {};
for (const seed of tried) {
  const { problems, log, ...outcome } = await page.run(seed);
  ({ stateCounts: reached } = outcome);
  if (problems.length === 0) continue;
  failed += 1;
  console.log(`SEEDS=${seed}: ${problems.join('; ')}\n  ${log.join(', ')}`);
}
await page.close();
await harness.close();
console.log(`states that calls reached: ${JSON.stringify(reached)}`);
console.log(`${tried.length} interleavings, ${failed} of them reached an illegal state`);
process.exitCode = failed === 0 ? 0 : 1;
