import * as z from 'zod';
import { noParameters } from '../controls/requests/names.ts';
import type { Conditions } from '../wire/conditions.ts';
import { requirePage, defineScenario, type Scenario } from './scenario.ts';

// These scenarios set conditions: faults that the emulator simulates, here for one user.

/** Defines a scenario in which the user's next call ends as `refusal` says. */
const defineRefusedCall = (
  name: string,
  title: string,
  description: string,
  refusal: NonNullable<Conditions['refuseCalls']>,
  next: string,
): Scenario =>
  defineScenario(name, title, description, noParameters, ({ conditions }, { oid }) => {
    conditions.set({ refuseCalls: { ...refusal, times: 1 } }, oid);
    return { next };
  });

export const conditionScenarios: readonly Scenario[] = [
  defineRefusedCall(
    'declined-call',
    'Your next call is declined',
    'The next call that this user places is declined, by any callee. The user needs no tab.',
    { code: 603, subCode: 0, afterMs: 1_000 },
    'Call anyone: it rings for a second, and is declined: 603/0.',
  ),
  defineRefusedCall(
    'busy',
    'Your next call finds them busy',
    'The next callee is busy.',
    { code: 486, subCode: 0 },
    'Call anyone: they are busy: 486/0.',
  ),
  defineRefusedCall(
    'no-answer',
    'Nobody answers your next call',
    'The next call rings for five seconds, and the callee does not answer.',
    { code: 487, subCode: 10_004, afterMs: 5_000 },
    'Call anyone: it rings for five seconds (85 in truth), and nobody answers: 487/10004.',
  ),
  defineScenario(
    'token-expires',
    'Your token ends in two minutes',
    'The next tokens of this user live two minutes: reload the app.',
    z
      .strictObject({ seconds: z.optional(z.int().min(10).max(3_600)) })
      .meta({ examples: [{ seconds: 120 }] }),
    ({ conditions }, { oid }, { seconds = 120 }) => {
      conditions.set({ tokenLifetimeSeconds: seconds }, oid);
      const next = `Reload the app, or sign in: its next token ends after ${seconds} s, and so does each one after it.`;
      return { next };
    },
  ),
  defineScenario(
    'dead-network',
    'Your network is dead for a while',
    'Neither signalling nor media gets through for a while.',
    z.strictObject({ seconds: z.optional(z.int().min(1).max(600)) }).meta({ examples: [{ seconds: 20 }] }),
    (deps, user, { seconds = 20 }) => {
      requirePage(deps, user);
      const { conditions, clock } = deps;
      // The condition `media` is set first, so the page learns that media is lost before its signalling goes silent.
      conditions.set({ media: 'lost' }, user.oid);
      conditions.set({ silentSignalling: true }, user.oid);
      clock.after(seconds * 1_000, () => conditions.set({ silentSignalling: null, media: null }, user.oid));
      const next = `Nothing gets through for ${seconds} s: calls are reconnecting. Then everything comes back.`;
      return { next };
    },
  ),
];
