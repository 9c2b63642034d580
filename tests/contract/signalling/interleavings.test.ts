import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRandom, readSeeds } from '../../support/random.ts';
import { disturbRandomEndpoint, sendRandomCommand } from './actions.ts';
import type { CallView } from './callView.ts';
import type { SimulatedEndpoint } from './simulatedEndpoint.ts';
import { Simulation } from './simulation.ts';

/**
 * An interleaving is a random sequence of commands of several endpoints, over simulated sockets that deliver each frame late.
 * `SEEDS=new npx vitest run --project unit tests/contract/signalling` runs other interleavings, and `SEEDS=<seed>` repeats one.
 */

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Maps the participant id of each participant who is in a call to the participant's endpoint and view. */
type Participations = ReadonlyMap<string, { readonly endpoint: SimulatedEndpoint; readonly view: CallView }>;

/** Checks what must hold whenever no frame is on its way. @throws an error that names what does not hold. */
function checkInvariants({ endpoints }: Simulation): void {
  const openEndpoints = endpoints.filter(({ isClosed }) => !isClosed);
  const participations: Participations = new Map(
    openEndpoints.flatMap((endpoint) =>
      endpoint.activeViews.map((view) => [view.ownParticipantId, { endpoint, view }]),
    ),
  );
  const ringingIds = new Set(
    openEndpoints.flatMap(({ incomingCalls }) => Array.from(incomingCalls.values(), ({ self }) => self)),
  );
  const rawIds = new Set(openEndpoints.map(({ oid }) => `8:orgid:${oid}`));
  for (const { endpoint, view } of participations.values()) {
    const fail = (problem: string): never => {
      throw new Error(`${endpoint.name}: ${problem}: ${JSON.stringify([view, [...view.others]])}`);
    };
    for (const [participantId, { rawId, presence, isBot }] of view.others) {
      const other = participations.get(participantId);
      if (presence === 'Joined' && !isBot) {
        if (!other) fail(`sees ${participantId}, who is not in the call`);
        if (other?.view.others.get(view.ownParticipantId)?.presence !== 'Joined')
          fail(`is not seen by ${other?.endpoint.name}`);
      }
      if (presence === 'Ringing' && rawIds.has(rawId) && !ringingIds.has(participantId))
        fail(`sees ${participantId} ring, but no endpoint rings`);
      if (presence === 'Connecting') fail(`waits for ${participantId}, whom the server never reported`);
      if (presence === 'InLobby' && !other?.view.isInLobby)
        fail(`sees ${participantId} in the lobby, who is not there`);
    }
    if (view.isInLobby && view.others.size > 0) fail('sees other participants from the lobby');
  }
  const seenIds = new Set(Array.from(participations.values(), ({ view }) => [...view.others.keys()]).flat());
  for (const { name, incomingCalls, unansweredRefs } of openEndpoints) {
    for (const { self } of incomingCalls.values())
      if (!seenIds.has(self)) throw new Error(`${name} rings, but no participant of the call sees it`);
    if (unansweredRefs.size > 0) throw new Error(`${name} got no answer to a request`);
  }
}

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
      for (const view of endpoint.activeViews) endpoint.hangUp(view);
    await simulation.deliverAll(random);
    // Ten seconds are longer than any call rings, and longer than any participant waits in a lobby.
    await simulation.advanceClock(10_000);
    await simulation.deliverAll(random);
    checkInvariants(simulation);
    const remainingCalls = simulation.endpoints.flatMap(({ activeViews, incomingCalls, isClosed }) =>
      isClosed ? [] : [...activeViews, ...incomingCalls.keys()],
    );
    expect({ remainingCalls, callCount: simulation.callCount }).toEqual({ remainingCalls: [], callCount: 0 });
  } catch (cause) {
    throw new Error(`SEEDS=${seed}: ${String(cause)}\n${simulation.formatTrace()}`, { cause });
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
