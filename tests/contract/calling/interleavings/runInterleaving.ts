import { watchOpenMedia } from '../../../support/calling/page/openMedia.ts';
import { createWaitUntil, pause } from '../../../support/calling/page/tools.ts';
import { createRandom } from '../../../support/random.ts';
import { startRandomAction } from './actions.ts';
import { EventChecks } from './eventChecks.ts';
import { signInUsers, type InterleavingOptions, type UserEndpoint } from './users.ts';

export interface InterleavingResult {
  readonly seed: number;
  readonly problems: readonly string[];
  /** The actions in order, each as `<user> <action>`. */
  readonly log: readonly string[];
  /** How often calls reached each state, in this interleaving and all earlier ones. */
  readonly stateCounts: Readonly<Record<string, number>>;
}

/** Few actions are enough, because two or three actions can already interfere with each other. */
const actionsPerInterleaving = 12;

const openMedia = watchOpenMedia();
const waitUntil = createWaitUntil(8_000);

/** The SDK may refuse an action. No other error may be thrown. */
const isRefusal = (error: unknown): boolean => (error as Error).name === 'CallingCommunicationError';

/**
 * Signs the users in.
 * @returns a function that runs one interleaving: random actions of random users, after which all users leave their calls.
 */
async function prepareInterleavings(
  options: InterleavingOptions,
): Promise<(seed: number) => Promise<InterleavingResult>> {
  const checks = new EventChecks();
  const users = await signInUsers(options, checks);

  return async (seed) => {
    const random = createRandom(seed);
    const log: string[] = [];
    checks.problems.length = 0;
    const results: Promise<unknown>[] = [];
    for (let count = 0; count < actionsPerInterleaving; count++) {
      const user = random.pick(users);
      const { action, completion } = startRandomAction(user, random);
      log.push(`${user.name} ${action}`);
      results.push(
        completion.catch(
          (error: unknown) => isRefusal(error) || checks.problems.push(`${action}: ${String(error)}`),
        ),
      );
      await pause(random.pick([0, 0, 5, 20, 80, 150]));
    }
    await Promise.all(results);
    await leaveAll(users);
    const countOpen = () => ({
      peers: openMedia.listConnections().length,
      tracks: openMedia.listTracks().length,
      sounds: document.querySelectorAll('audio').length,
      calls: users.reduce((sum, { agent }) => sum + agent.calls.length, 0),
      rings: users.reduce((sum, { incomingCalls }) => sum + incomingCalls.length, 0),
    });
    const isNothingLeft = () => Object.values(countOpen()).every((count) => count === 0);
    await waitUntil(isNothingLeft).catch(() =>
      checks.problems.push(`still open after all users left: ${JSON.stringify(countOpen())}`),
    );
    return { seed, problems: [...checks.problems], log, stateCounts: checks.stateCounts };
  };
}

/**
 * Hangs up all calls, again and again, until three rounds in a row find no call. One round is not enough, because a transfer or
 * an incoming call may reach a user who has just hung up.
 */
async function leaveAll(users: readonly UserEndpoint[]): Promise<void> {
  const isAnyUserBusy = () =>
    users.some(({ agent, incomingCalls }) => agent.calls.length > 0 || incomingCalls.length > 0);
  for (let quietRounds = 0, rounds = 0; quietRounds < 3 && rounds < 100; rounds++) {
    quietRounds = isAnyUserBusy() ? 0 : quietRounds + 1;
    for (const { agent, incomingCalls } of users) {
      // A call that refuses this command has already ended.
      for (const incomingCall of incomingCalls.splice(0)) void incomingCall.reject().catch(() => undefined);
      for (const call of agent.calls) void call.hangUp().catch(() => undefined);
    }
    await pause(20);
  }
}

declare global {
  var prepareInterleavings: (
    options: InterleavingOptions,
  ) => Promise<(seed: number) => Promise<InterleavingResult>>;
}
globalThis.prepareInterleavings = prepareInterleavings;
