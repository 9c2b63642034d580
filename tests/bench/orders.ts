import { openInterleavingsPage } from '../contract/calling/interleavings/interleavingsPage.ts';
import { startHarness } from '../support/calling/harness.ts';
import { readSeeds } from '../support/random.ts';
import { readBenchOptions } from './options.ts';

/**
 * The program of `npm run bench -- orders`. Three users with four endpoints (agent connections) act at the same time: they call
 * each other, cancel while accepting, transfer while holding, and so on. The program runs 200 random interleavings (orders) of
 * such actions in a real browser with real media.
 *
 * The variable `ORDERS` sets the number of interleavings. By default, every run has the same seeds. `SEEDS=new` chooses new
 * seeds, and `SEEDS=<seed>,<seed>` runs only the interleavings of these seeds.
 */
const { smoke } = readBenchOptions();
const harness = await startHarness();
const page = await openInterleavingsPage(harness);
const triedSeeds = readSeeds(Number(process.env['ORDERS'] ?? (smoke ? 3 : 200)));
let failedCount = 0;
/** How often calls have reached each state so far. The page counts over all its interleavings. */
let stateCounts: Readonly<Record<string, number>> = {};
for (const seed of triedSeeds) {
  const { problems, log, stateCounts: currentCounts } = await page.run(seed);
  stateCounts = currentCounts;
  if (problems.length === 0) continue;
  failedCount += 1;
  console.log(`SEEDS=${seed}: ${problems.join('; ')}\n  ${log.join(', ')}`);
}
await page.close();
await harness.close();
console.log(`states that calls reached: ${JSON.stringify(stateCounts)}`);
console.log(`${triedSeeds.length} interleavings, ${failedCount} of them reached an illegal state`);
process.exitCode = failedCount === 0 ? 0 : 1;
