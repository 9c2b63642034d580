import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeds } from '../../support/random.ts';
import { startHarness, type Harness } from './harness.ts';
import { openParty, withServer } from './orders/orders.ts';

/**
 * What people do at once, in real pages with real media. `SEEDS=<seed>` plays one order again; `npm run bench:orders`
 * plays 200. The same for signalling alone: `tests/contract/signalling`.
 */
let harness: Harness;
let party: Awaited<ReturnType<typeof openParty>>;
beforeAll(async () => {
  harness = await startHarness();
  party = await openParty(harness);
}, 60_000);
afterAll(async () => {
  await party.close();
  await harness.close();
});

test('20 random orders of what four windows do reach no illegal state, and leave nothing open', async () => {
  for (const seed of seeds(20)) {
    const outcome = withServer(await party.play(seed), harness);
    expect(outcome).toEqual({ ...outcome, problems: [] });
  }
}, 120_000);
