import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRandom, seeds } from '../../support/random.ts';
import { checkInvariants } from './invariants.ts';
import { actAtRandom, disturb } from './actions.ts';
import { Simulation } from './simulation.ts';

/**
 * Endpoints send every possible command in random order, over wires that deliver late.
 * `SEEDS=new npx vitest run --project unit tests/contract/signalling` runs other interleavings, `SEEDS=<seed>` repeats one.
 */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function runInterleaving(
  seed: number,
  people: readonly string[],
  withDisturbances: boolean,
): Promise<void> {
  const random = createRandom(seed);
  const simulation = new Simulation();
  try {
    for (const name of people) simulation.open(name);
    await simulation.settle(random);
    for (let turn = 0; turn < 40; turn++) {
      actAtRandom(simulation, random);
      if (withDisturbances && random.chance(0.05)) disturb(simulation, random);
      for (let frames = random.below(6); frames > 0; frames--) await simulation.deliverOne(random);
      if (random.chance(0.1)) await simulation.advance(random.pick([100, 700, 2_500]));
      if (random.chance(0.1)) {
        await simulation.settle(random);
        checkInvariants(simulation);
      }
    }
    await simulation.settle(random);
    checkInvariants(simulation);
    for (const endpoint of simulation.endpoints)
      for (const view of endpoint.live) endpoint.hangUp(view, false);
    await simulation.settle(random);
    await simulation.advance(10_000);
    await simulation.settle(random);
    checkInvariants(simulation);
    const left = simulation.endpoints.flatMap(({ live, rings, closed }) =>
      closed ? [] : [...live, ...rings.keys()],
    );
    expect({ left, calls: simulation.counts.calls }).toEqual({ left: [], calls: 0 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`SEEDS=${seed}: ${message}\n${simulation.trace.last(60)}`, { cause: error });
  } finally {
    simulation.close();
  }
}

const people = ['alice', 'bob', 'bob', 'carol'];

// The tests take seconds, and longer on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

test('200 random interleavings, with two endpoints of one user, reach no illegal state', async () => {
  for (const seed of seeds(200)) await runInterleaving(seed, people, false);
});

test('100 random interleavings with breaking sockets and closing pages reach no illegal state', async () => {
  for (const seed of seeds(100)) await runInterleaving(seed, people, true);
});
