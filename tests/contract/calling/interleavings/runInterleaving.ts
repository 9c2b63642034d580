import { watchOpenMedia } from '../../../support/calling/page/openMedia.ts';
import { pause, untilWithin } from '../../../support/calling/page/tools.ts';
import { createRandom } from '../../../support/random.ts';
import { actAtRandom } from './actions.ts';
import { EventChecks } from './eventChecks.ts';
import { signInUsers, type InterleavingOptions, type User } from './users.ts';

export interface Outcome {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly log: readonly string[];
  /** How often calls reached each state, in this interleaving and those before. */
  readonly reached: Readonly<Record<string, number>>;
}

/** Interleavings are short: what goes wrong, goes wrong between two or three actions. */
const actionsEach = 12;

const openMedia = watchOpenMedia();
const until = untilWithin(8_000);

/** The SDK may refuse an action. No other error may be thrown. */
const isRefusal = (error: unknown): boolean => (error as Error).name === 'CallingCommunicationError';

/** Signs the users in. @returns a function that runs one interleaving: random actions, after which everybody leaves. */
async function prepare(options: InterleavingOptions): Promise<(seed: number) => Promise<Outcome>> {
  const checks = new EventChecks();
  const users = await signInUsers(options, checks);

  return async (seed) => {
    const random = createRandom(seed);
    const log: string[] = [];
    checks.problems.length = 0;
    const results: Promise<unknown>[] = [];
    for (let count = 0; count < actionsEach; count++) {
      const user = random.pick(users);
      const { action, done } = actAtRandom(user, random);
      log.push(`${user.name} ${action}`);
      results.push(
        done.catch(
          (error: unknown) => isRefusal(error) || checks.problems.push(`${action}: ${String(error)}`),
        ),
      );
      await pause(random.pick([0, 0, 5, 20, 80, 150]));
    }
    await Promise.all(results);
    await leaveAll(users);
    const counts = () => ({
      peers: openMedia.connections().length,
      tracks: openMedia.tracks().length,
      sounds: document.querySelectorAll('audio').length,
      calls: users.reduce((sum, { agent }) => sum + agent.calls.length, 0),
      rings: users.reduce((sum, { incomingCalls }) => sum + incomingCalls.length, 0),
    });
    const isNothingLeft = () => Object.values(counts()).every((count) => count === 0);
    await until(isNothingLeft).catch(() => checks.problems.push(`left: ${JSON.stringify(counts())}`));
    return { seed, problems: [...checks.problems], log, reached: checks.reached };
  };
}

/** Repeats until it stays quiet: a transfer or an incoming call on its way may still reach a user who has left. */
async function leaveAll(users: readonly User[]): Promise<void> {
  const busy = () =>
    users.some(({ agent, incomingCalls }) => agent.calls.length > 0 || incomingCalls.length > 0);
  for (let quiet = 0, rounds = 0; quiet < 3 && rounds < 100; rounds++) {
    quiet = busy() ? 0 : quiet + 1;
    for (const { agent, incomingCalls } of users) {
      // A call that refuses has ended already.
      for (const incoming of incomingCalls.splice(0)) void incoming.reject().catch(() => undefined);
      for (const call of agent.calls) void call.hangUp().catch(() => undefined);
    }
    await pause(20);
  }
}

declare global {
  var prepareInterleavings: typeof prepare;
}
globalThis.prepareInterleavings = prepare;
