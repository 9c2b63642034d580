import { createRandom } from '../../../support/random.ts';
import { countOpen } from '../stage/count.ts';
import { waiting } from '../stage/habits.ts';
import { act } from './moves.ts';
import { openPlayers, type Party, type Player } from './players.ts';
import { Watch } from './watch.ts';

export interface Outcome {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly log: readonly string[];
  /** How often calls came to each state, in this order and those before. */
  readonly reached: Readonly<Record<string, number>>;
}

/** An order is short: what goes wrong, goes wrong between two or three moves. */
const movesEach = 12;

const left = countOpen();
const until = waiting(8_000);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The SDK's own refusals are part of the game; anything else that is thrown is not. */
const isRefusal = (error: unknown): boolean => (error as Error).name === 'CallingCommunicationError';

/** Opens the windows. @returns what plays one order in them: some moves, in a hurry or not, and then everybody leaves. */
export async function party(given: Party): Promise<(seed: number) => Promise<Outcome>> {
  const watch = new Watch();
  const players = await openPlayers(given, watch);

  return async (seed) => {
    const random = createRandom(seed);
    const log: string[] = [];
    watch.problems.length = 0;
    const done: Promise<unknown>[] = [];
    for (let move = 0; move < movesEach; move++) {
      const player = random.pick(players);
      const { what, done: result } = act(player, random);
      log.push(`${player.name} ${what}`);
      done.push(
        result.catch(
          (error: unknown) => isRefusal(error) || watch.problems.push(`${what}: ${String(error)}`),
        ),
      );
      await pause(random.pick([0, 0, 5, 20, 80, 150]));
    }
    await Promise.all(done);
    await leaveAll(players);
    const counts = () => ({
      ...left(),
      sounds: document.querySelectorAll('audio').length,
      calls: players.reduce((sum, { agent }) => sum + agent.calls.length, 0),
      rings: players.reduce((sum, { rings }) => sum + rings.length, 0),
    });
    const nothing = () => Object.values(counts()).every((count) => count === 0);
    await until(nothing).catch(() => watch.problems.push(`left: ${JSON.stringify(counts())}`));
    return { seed, problems: [...watch.problems], log, reached: watch.reached };
  };
}

/** A transfer or a ring may still be on its way: whoever has gone may be called once more. */
async function leaveAll(players: readonly Player[]): Promise<void> {
  const busy = () => players.some(({ agent, rings }) => agent.calls.length > 0 || rings.length > 0);
  for (let quiet = 0, rounds = 0; quiet < 3 && rounds < 100; rounds++) {
    quiet = busy() ? 0 : quiet + 1;
    for (const { agent, rings } of players) {
      // Refused is gone already.
      for (const ring of rings.splice(0)) void ring.reject().catch(() => undefined);
      for (const call of agent.calls) void call.hangUp().catch(() => undefined);
    }
    await pause(20);
  }
}
