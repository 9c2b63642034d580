import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { createClock } from '../../../src/emulator/core/clock.ts';
import { createConditionStore } from '../../../src/emulator/core/conditionStore.ts';
import { directory, findPerson } from '../../../src/emulator/testing/directory.ts';
import { CommandHandler } from '../../../src/emulator/signalling/commands/commandHandler.ts';
import { EndpointRegistry } from '../../../src/emulator/signalling/endpoints/endpointRegistry.ts';
import { serveSocket } from '../../../src/emulator/signalling/sockets/serveSocket.ts';
import { createEmulatedNetwork } from '../../../src/emulator/signalling/network/emulatedNetwork.ts';
import { defaultTiming } from '../../../src/emulator/signalling/timing.ts';
import type { Random } from '../../support/random.ts';
import { Trace } from './trace.ts';
import { SimulatedEndpoint } from './simulatedEndpoint.ts';
import { Wire } from './wire.ts';

const hourMs = 3_600_000;
/** Shorter waiting times than by default. Only the limit for silent sockets is longer, so that it never closes a socket here. */
const timing = {
  ...defaultTiming,
  ringTimeoutMs: 2_000,
  phoneRingTimeoutMs: 2_000,
  lobbyTimeoutMs: 4_000,
  lostSocketGraceMs: 500,
  silenceTimeoutMs: 10 * hourMs,
};

/** The real signalling server in this process, with simulated endpoints. A frame arrives only when the test delivers it. */
export class Simulation {
  readonly endpoints: SimulatedEndpoint[] = [];
  readonly trace = new Trace();
  private readonly registry = new EndpointRegistry(randomUUID);
  private readonly commandHandler = new CommandHandler({
    endpoints: this.registry,
    directory,
    timing,
    clock: createClock(),
    network: createEmulatedNetwork(createConditionStore()),
    newId: randomUUID,
  });

  /** How many endpoints and calls the server has. */
  get serverCounts() {
    return { endpoints: this.registry.list().length, calls: this.commandHandler.calls.size };
  }

  /** Opens another endpoint of a user. @param name the user's first name in lower case. */
  openEndpoint(name: string): SimulatedEndpoint {
    const endpoint = new SimulatedEndpoint(`${name}${this.endpoints.length}`, oidOf(name), this.trace);
    this.endpoints.push(endpoint);
    this.connect(endpoint);
    return endpoint;
  }

  private connect(endpoint: SimulatedEndpoint): void {
    const wire = new Wire();
    const { registry, commandHandler } = this;
    serveSocket(wire.socket, {
      endpoints: registry,
      commands: commandHandler,
      timing,
      verify: async (oid) => {
        const person = findPerson(oid);
        return person
          ? { oid, tid: person.tid, resourceId: 'acs', expiresOn: new Date(Date.now() + hourMs) }
          : null;
      },
    });
    endpoint.link.connect(wire);
  }

  /** Delivers the oldest frame of a random socket, or reconnects one lost socket. @returns false when there was nothing to do. */
  async deliverOne(random: Random): Promise<boolean> {
    const possibleSteps: (() => void)[] = [];
    for (const endpoint of this.endpoints) {
      const { wire } = endpoint.link;
      if (wire && wire.framesToServer.length > 0) possibleSteps.push(() => wire.deliverToServer());
      if (wire && wire.framesToEndpoint.length > 0)
        possibleSteps.push(() => endpoint.link.deliverToEndpoint());
      if (wire?.readyState === 3 && !endpoint.isClosed) possibleSteps.push(() => this.connect(endpoint));
    }
    if (possibleSteps.length === 0) return false;
    random.pick(possibleSteps)();
    // The server verifies tokens asynchronously. Eight microtasks are enough for that.
    for (let i = 0; i < 8; i++) await Promise.resolve();
    return true;
  }

  /**
   * Delivers all frames until none is left, and lets the server drop endpoints that have no page any more: the page crashed,
   * or the `welcome` frame was lost with its socket, so the page opened another endpoint.
   */
  async deliverAll(random: Random): Promise<void> {
    await this.deliverUntilEmpty(random);
    if (this.registry.list().length <= this.endpoints.filter(({ isClosed }) => !isClosed).length) return;
    await this.advanceClock(timing.lostSocketGraceMs);
    await this.deliverUntilEmpty(random);
  }

  private async deliverUntilEmpty(random: Random): Promise<void> {
    for (let deliveredCount = 0; await this.deliverOne(random); deliveredCount++) {
      if (deliveredCount > 5_000) throw new Error('The frames never end.');
    }
  }

  /** Advances the server's clock. Incoming calls may then end, bots may answer, and the server may drop lost endpoints. */
  async advanceClock(durationMs: number): Promise<void> {
    this.trace.record('the clock', `${durationMs} ms`);
    await vi.advanceTimersByTimeAsync(durationMs);
  }

  close(): void {
    this.commandHandler.calls.forgetAll();
    for (const { link } of this.endpoints) link.wire?.close(1001);
    vi.clearAllTimers();
  }
}

function oidOf(name: string): string {
  const person = findPerson(`${name}@fabrikam.example`) ?? findPerson(`${name}@contoso.example`);
  if (!person) throw new Error(`There is no ${name}.`);
  return person.oid;
}

export const rawIdOf = (name: string): string => `8:orgid:${oidOf(name)}`;
