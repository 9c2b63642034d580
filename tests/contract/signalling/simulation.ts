import { vi } from 'vitest';
import { findPerson } from '../../../src/emulator/core/seed.ts';
import { CommandHandler } from '../../../src/emulator/signalling/commands/commandHandler.ts';
import { EndpointRegistry } from '../../../src/emulator/signalling/endpoints/endpointRegistry.ts';
import { seededMeetings } from '../../../src/emulator/signalling/calls/meetingSeed.ts';
import { serveSocket } from '../../../src/emulator/signalling/sockets/serveSocket.ts';
import { SetupDelay } from '../../../src/emulator/signalling/sockets/setupDelay.ts';
import { defaultTiming } from '../../../src/emulator/signalling/timing.ts';
import type { Random } from '../../support/random.ts';
import { Trace } from './trace.ts';
import { SimulatedEndpoint } from './simulatedEndpoint.ts';
import { Wire } from './wire.ts';

const hour = 3_600_000;
const timing = {
  ...defaultTiming,
  ringMs: 2_000,
  phoneRingMs: 2_000,
  lobbyMs: 4_000,
  closedGraceMs: 500,
  silenceMs: 10 * hour,
};

/** The real server, and simulated endpoints on wires that deliver a frame only when the test says so. */
export class Simulation {
  readonly endpoints: SimulatedEndpoint[] = [];
  readonly trace = new Trace();
  private readonly registry = new EndpointRegistry();
  private readonly calls = new CommandHandler({
    endpoints: this.registry,
    findPerson,
    meetings: seededMeetings,
    timing,
  });

  get counts() {
    return { endpoints: this.registry.all().length, calls: this.calls.calls.size };
  }

  /** Opens an endpoint for a user. */
  open(name: string): SimulatedEndpoint {
    const endpoint = new SimulatedEndpoint(`${name}${this.endpoints.length}`, oidOf(name), this.trace);
    this.endpoints.push(endpoint);
    this.connect(endpoint);
    return endpoint;
  }

  connect(endpoint: SimulatedEndpoint): void {
    const wire = new Wire();
    const { registry, calls } = this;
    serveSocket(wire.socket, {
      endpoints: registry,
      commands: calls,
      setupDelay: new SetupDelay(calls, registry),
      timing,
      verify: async (oid) => {
        const person = findPerson(oid);
        return person ? { oid, tid: person.tid, expiresOn: new Date(Date.now() + hour) } : null;
      },
    });
    endpoint.link.connect(wire);
  }

  /** Delivers one frame, or reconnects one lost socket, at random. @returns whether there was any. */
  async deliverOne(random: Random): Promise<boolean> {
    const steps: (() => void)[] = [];
    for (const endpoint of this.endpoints) {
      const { closed } = endpoint;
      const { wire } = endpoint.link;
      if (wire && wire.up.length > 0) steps.push(() => wire.deliverUp());
      if (wire && wire.down.length > 0) steps.push(() => endpoint.link.deliver());
      if (wire?.readyState === 3 && !closed) steps.push(() => this.connect(endpoint));
    }
    if (steps.length === 0) return false;
    random.pick(steps)();
    // The server verifies tokens in promises.
    for (let turn = 0; turn < 8; turn++) await Promise.resolve();
    return true;
  }

  /**
   * Delivers every frame, and lets the server drop endpoints without a page: those of crashed pages, and those whose
   * `welcome` was lost with its socket.
   */
  async settle(random: Random): Promise<void> {
    await this.drain(random);
    if (this.registry.all().length <= this.endpoints.filter(({ closed }) => !closed).length) return;
    await this.advance(timing.closedGraceMs);
    await this.drain(random);
  }

  private async drain(random: Random): Promise<void> {
    for (let delivered = 0; await this.deliverOne(random); delivered++) {
      if (delivered > 5_000) throw new Error('The frames never end.');
    }
  }

  /** Advances the server's clock: incoming calls end, bots answer, lost endpoints are dropped. */
  async advance(ms: number): Promise<void> {
    this.trace.note('the clock', `${ms} ms`);
    await vi.advanceTimersByTimeAsync(ms);
  }

  close(): void {
    this.calls.calls.close();
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
