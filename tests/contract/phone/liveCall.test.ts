import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStepRunner } from './stepRunner.ts';
import { findBrokenInvariants } from './invariants.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { createSimulatedPhone } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';
import { anyStep } from './steps.ts';

/** `RUNS=100000 npx vitest run --project unit tests/contract/phone` runs more sequences, and `SEED` chooses other sequences. */
const numRuns = Number(process.env['RUNS'] ?? 5_000);
const seed = Number(process.env['SEED'] ?? 1);
/** Milliseconds. A sequence takes about 3 ms, and ten times as long on a busy machine. */
const timeoutMs = 60_000 + numRuns * 30;

stubBrowser();

/** Generates twenty pairs: a step, and the number of SDK answers that arrive after the step. */
const anySequence = fc.array(fc.tuple(anyStep, fc.nat({ max: 4 })), {
  minLength: 20,
  maxLength: 20,
  size: 'max',
});

// C4 is the id of a defect that an earlier version had.
test(
  'C4: after any sequence of actions by the user, other participants and the service, the user hears only the call on the screen',
  async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, fc.scheduler(), async (steps, scheduler) => {
        const service = new SimulatedService(() => scheduler.schedule(Promise.resolve()));
        const { phone, sessions } = createSimulatedPhone(service);
        const { runStep, commands } = createStepRunner(phone, service);
        for (const [step, answerCount] of steps) {
          runStep(step);
          for (let i = 0; i < answerCount && scheduler.count() > 0; i += 1) await scheduler.waitNext(1);
        }
        const allCommands = Promise.all(commands);
        // Between two SDK answers the phone may wait for promises of its own, which need turns of the event loop.
        do {
          await scheduler.waitIdle();
          await new Promise((resolve) => setImmediate(resolve));
        } while (scheduler.count() > 0);
        await allCommands;
        expect(findBrokenInvariants(phone, service, sessions)).toEqual([]);
      }),
      { numRuns, seed },
    );
  },
  timeoutMs,
);
