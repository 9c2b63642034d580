import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRandom, readSeeds } from '../../support/random.ts';
import { checkInvariants } from './invariants.ts';
import { disturbRandomEndpoint, sendRandomCommand } from './actions.ts';
import { Simulation } from './simulation.ts';

/**
 * An interleaving is a random sequence of commands of several endpoints, over simulated sockets that deliver each frame late.
 * `SEEDS=new npx vitest run --project unit tests/contract/signalling` runs other interleavings, and `SEEDS=<seed>` repeats one.
 */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function runInterleaving(
  seed: number,
  userNames: readonly string[],
  withDisturbances: boolean,
): Promise<void> {
  const random = createRandom(seed);
  const simulation = new Simulation();
  try {
    for (const name of userNames) simulation.openEndpoint(name);
    await simulation.deliverAll(random);
    for (let step = 0; step < 40; step++) {
      sendRandomCommand(simulation, random);
      if (withDisturbances && random.chance(0.05)) disturbRandomEndpoint(simulation, random);
      for (let frames = random.below(6); frames > 0; frames--) await simulation.deliverOne(random);
      if (random.chance(0.1)) await simulation.advanceClock(random.pick([100, 700, 2_500]));
      if (random.chance(0.1)) {
        await simulation.deliverAll(random);
        checkInvariants(simulation);
      }
    }
    await simulation.deliverAll(random);
    checkInvariants(simulation);
    for (const endpoint of simulation.endpoints)
      for (const view of endpoint.activeViews) endpoint.hangUp(view, { forEveryone: false });
    await simulation.deliverAll(random);
    // Ten seconds are longer than any call rings, and longer than any participant waits in a lobby.
    await simulation.advanceClock(10_000);
    await simulation.deliverAll(random);
    checkInvariants(simulation);
    const remainingCalls = simulation.endpoints.flatMap(({ activeViews, incomingCalls, isClosed }) =>
      isClosed ? [] : [...activeViews, ...incomingCalls.keys()],
    );
    expect({ remainingCalls, serverCalls: simulation.serverCounts.calls }).toEqual({
      remainingCalls: [],
      serverCalls: 0,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`SEEDS=${seed}: ${message}\n${simulation.trace.formatLast(60)}`, { cause: error });
  } finally {
    simulation.close();
  }
}

const userNames = ['alice', 'bob', 'bob', 'carol'];

// A test takes seconds, and much longer on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

test('200 random interleavings, with two endpoints of one user, reach no illegal state', async () => {
  for (const seed of readSeeds(200)) await runInterleaving(seed, userNames, false);
});

test('100 random interleavings in which sockets break and pages close reach no illegal state', async () => {
  for (const seed of readSeeds(100)) await runInterleaving(seed, userNames, true);
});
