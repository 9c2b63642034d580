import { startHarness } from '../contract/calling/harness.ts';
import { openParty, withServer } from '../contract/calling/orders/orders.ts';
import { seeds } from '../support/random.ts';

/**
 * `npm run bench:orders`: random orders of what four windows of three people do at once (call each other, cancel while
 * accepting, transfer while holding, leave while being let in …), in a real browser with real media. `ORDERS=<count>`
 * plays another number than 200, `SEEDS=<seed>,<seed>` those again that failed,
 * `SEEDS=new` others than last time.
 */
const harness = await startHarness();
const party = await openParty(harness);
const tried = seeds(Number(process.env['ORDERS'] ?? 200));
let failed = 0;
let reached: Readonly<Record<string, number>> = {};
for (const seed of tried) {
  const { problems, log, ...outcome } = withServer(await party.play(seed), harness);
  ({ reached } = outcome);
  if (problems.length === 0) continue;
  failed += 1;
  console.log(`SEEDS=${seed}: ${problems.join('; ')}\n  ${log.join(', ')}`);
}
await party.close();
await harness.close();
console.log(`states that calls came to: ${JSON.stringify(reached)}`);
console.log(`${tried.length} orders, ${failed} of them reached an illegal state`);
process.exitCode = failed === 0 ? 0 : 1;
