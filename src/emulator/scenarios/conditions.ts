import * as z from 'zod';
import { requirePage, scenario, type Scenario } from './scenario.ts';

const nothing = z.strictObject({});

const declinedCall = scenario('declined-call', 'Your next call is declined', nothing, (world, { oid }) => {
  world.conditions.set({ refuseCalls: { code: 603, subCode: 0, afterMs: 1_000, times: 1 } }, oid);
  return { next: 'Call anyone: it rings for a second, and is declined: 603/0.' };
});

const busy = scenario('busy', 'Your next call finds them busy', nothing, (world, { oid }) => {
  world.conditions.set({ refuseCalls: { code: 486, subCode: 0, times: 1 } }, oid);
  return { next: 'Call anyone: they are busy: 486/0.' };
});

const noAnswer = scenario('no-answer', 'Nobody answers your next call', nothing, (world, { oid }) => {
  world.conditions.set({ refuseCalls: { code: 487, subCode: 10_004, afterMs: 5_000, times: 1 } }, oid);
  return { next: 'Call anyone: it rings for five seconds (85 in truth), and nobody answers: 487/10004.' };
});

const tokenExpires = scenario(
  'token-expires',
  'Your token ends in two minutes',
  z.strictObject({ seconds: z.optional(z.int().min(10).max(3_600)) }),
  (world, { oid }, { seconds = 120 }) => {
    world.conditions.set({ tokenLifetimeSeconds: seconds }, oid);
    return {
      next: `Reload the app, or sign in: its next token ends after ${seconds} s, and so does each one after it.`,
    };
  },
);

const deadNetwork = scenario(
  'dead-network',
  'Your network is dead for a while',
  z.strictObject({ seconds: z.optional(z.int().min(1).max(600)) }),
  (world, person, { seconds = 20 }) => {
    requirePage(world, person);
    const { conditions, clock } = world;
    // Media first: the page has to hear of it while it still hears anything.
    conditions.set({ media: 'lost' }, person.oid);
    conditions.set({ silentSignalling: true }, person.oid);
    clock.after(seconds * 1_000, () => conditions.set({ silentSignalling: null, media: null }, person.oid));
    return {
      next: `Nothing gets through for ${seconds} s: calls are reconnecting. Then everything comes back.`,
    };
  },
);

export const conditional: readonly Scenario[] = [declinedCall, busy, noAnswer, tokenExpires, deadNetwork];
