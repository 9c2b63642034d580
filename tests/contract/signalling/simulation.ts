import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { createClock } from '../../../src/emulator/core/clock.ts';
import { createConditionStore } from '../../../src/emulator/core/conditionStore.ts';
import { CommandHandler } from '../../../src/emulator/signalling/commands/commandHandler.ts';
import { EndpointRegistry } from '../../../src/emulator/signalling/endpoints/endpointRegistry.ts';
import { createEmulatedNetwork } from '../../../src/emulator/signalling/network/emulatedNetwork.ts';
import { serveSocket } from '../../../src/emulator/signalling/sockets/serveSocket.ts';
import { defaultTiming } from '../../../src/emulator/signalling/timing.ts';
import { directory, findPerson, people } from '../../../src/emulator/testing/directory.ts';
import type { Random } from '../../support/random.ts';
import { SimulatedEndpoint } from './simulatedEndpoint.ts';
import { SimulatedSocket } from './simulatedSocket.ts';

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
  private readonly trace: string[] = [];
  private readonly registry = new EndpointRegistry(randomUUID);
  private readonly commands = new CommandHandler({
    endpoints: this.registry,
    directory,
    timing,
    clock: createClock(),
    network: createEmulatedNetwork(createConditionStore()),
    newId: randomUUID,
  });

  get callCount(): number {
    return this.commands.calls.size;
  }

  /** Opens another endpoint of a user. @param name the user's first name in lower case. */
  openEndpoint(name: string): void {
    const record = (subject: string, content: unknown) =>
      this.trace.push(`${subject} ${JSON.stringify(content)}`);
    const endpoint = new SimulatedEndpoint(`${name}${this.endpoints.length}`, oidOf(name), record);
    this.endpoints.push(endpoint);
    this.connect(endpoint);
  }

  private connect(endpoint: SimulatedEndpoint): void {
    const socket = new SimulatedSocket();
    serveSocket(socket.serverSide, {
      endpoints: this.registry,
      commands: this.commands,
      timing,
      verify: async (oid) => {
        const { tid } = findPerson(oid) ?? {};
        return tid ? { oid, tid, resourceId: 'acs', expiresOn: new Date(Date.now() + hourMs) } : null;
      },
    });
    endpoint.connect(socket);
  }

  /** Delivers the oldest frame of a random socket, or reconnects one lost socket. @returns false when there was nothing to do. */
  async deliverOne(random: Random): Promise<boolean> {
    const possibleSteps: (() => void)[] = [];
    for (const endpoint of this.endpoints) {
      const { socket } = endpoint;
      if (socket && socket.framesToServer.length > 0) possibleSteps.push(() => socket.deliverToServer());
      if (socket && socket.framesToEndpoint.length > 0) possibleSteps.push(() => endpoint.receiveFrame());
      if (socket?.readyState === 3 && !endpoint.isClosed) possibleSteps.push(() => this.connect(endpoint));
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
    this.trace.push(`the clock ${durationMs} ms`);
    await vi.advanceTimersByTimeAsync(durationMs);
  }

  /** @returns the last commands and events, with short names in place of ids. */
  formatTrace(): string {
    const names = new Map(people.map(({ oid, upn }) => [oid, upn.split('@')[0] ?? '']));
    const nameId = (id: string) => {
      const name = names.get(id) ?? `#${names.size}`;
      names.set(id, name);
      return name;
    };
    const lines = this.trace.map((line) =>
      line.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, nameId),
    );
    return lines.slice(-60).join('\n');
  }

  close(): void {
    this.commands.calls.forgetAll();
    for (const { socket } of this.endpoints) socket?.close(1001);
    vi.clearAllTimers();
  }
}

function oidOf(name: string): string {
  const person = findPerson(`${name}@fabrikam.example`) ?? findPerson(`${name}@contoso.example`);
  if (!person) throw new Error(`There is no ${name}.`);
  return person.oid;
}

export const rawIdOf = (name: string): string => `8:orgid:${oidOf(name)}`;
