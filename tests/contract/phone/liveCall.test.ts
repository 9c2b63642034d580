import * as fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { createPlayer } from './play.ts';
import { brokenInvariants } from './invariants.ts';
import { createSimulatedPhone } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';
import { step } from './steps.ts';

/** `RUNS=100000 npx vitest run --project unit tests/contract/phone` plays more; `SEED` repeats a run. */
const numRuns = Number(process.env['RUNS'] ?? 5_000);
const seed = Number(process.env['SEED'] ?? 1);

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});

/** Twenty steps, each with the number of SDK answers that arrive after it. */
const sequence = fc.array(fc.tuple(step, fc.nat({ max: 4 })), { minLength: 20, maxLength: 20, size: 'max' });

test('C4: whatever the user, the others and the service do, one call is heard, and it is the one shown', async () => {
  await fc.assert(
    fc.asyncProperty(sequence, fc.scheduler(), async (steps, scheduler) => {
      const service = new SimulatedService(() => scheduler.schedule(Promise.resolve()));
      const { phone, sessions } = createSimulatedPhone(service);
      const { play, commands } = createPlayer(phone, service);
      for (const [next, answers] of steps) {
        play(next);
        for (let i = 0; i < answers && scheduler.count() > 0; i += 1) await scheduler.waitNext(1);
      }
      const answered = Promise.all(commands);
      // Promises that wait for no answer of the SDK need turns of the event loop.
      do {
        await scheduler.waitIdle();
        await new Promise((resolve) => setImmediate(resolve));
      } while (scheduler.count() > 0);
      await answered;
      expect(brokenInvariants(phone, service, sessions)).toEqual([]);
    }),
    { numRuns, seed },
  );
}, 600_000);
