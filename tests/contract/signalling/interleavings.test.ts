import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRandom, seeds } from '../../support/random.ts';
import { check } from './invariants.ts';
import { act, disturb } from './moves.ts';
import { World } from './world.ts';

/**
 * People do whatever can be done, in any order, over wires on which everything is late.
 * `SEEDS=new npx vitest run --project unit tests/contract/signalling` tries other orders, `SEEDS=<seed>` one again.
 */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function play(seed: number, people: readonly string[], troubles: boolean): Promise<void> {
  const random = createRandom(seed);
  const world = new World();
  try {
    for (const name of people) world.open(name);
    await world.settle(random);
    for (let turn = 0; turn < 40; turn++) {
      act(world, random);
      if (troubles && random.chance(0.05)) disturb(world, random);
      for (let moves = random.below(6); moves > 0; moves--) await world.move(random);
      if (random.chance(0.1)) await world.pass(random.pick([100, 700, 2_500]));
      if (random.chance(0.1)) {
        await world.settle(random);
        check(world);
      }
    }
    await world.settle(random);
    check(world);
    for (const window of world.windows) for (const view of window.live) window.hangUp(view, false);
    await world.settle(random);
    await world.pass(10_000);
    await world.settle(random);
    check(world);
    const left = world.windows.flatMap(({ live, rings, closed }) =>
      closed ? [] : [...live, ...rings.keys()],
    );
    expect({ left, calls: world.counts.calls }).toEqual({ left: [], calls: 0 });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`SEEDS=${seed}: ${said}\n${world.trace.last(60)}`, { cause: error });
  } finally {
    world.close();
  }
}

const people = ['alice', 'bob', 'bob', 'carol'];

// Seconds, and nothing of it is timed; a busy machine may take longer.
vi.setConfig({ testTimeout: 120_000 });

test('200 random orders of calls, with two windows of one person, reach no illegal state', async () => {
  for (const seed of seeds(200)) await play(seed, people, false);
});

test('100 random orders with sockets that break and pages that go away reach no illegal state', async () => {
  for (const seed of seeds(100)) await play(seed, people, true);
});
