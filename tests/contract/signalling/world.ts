import { vi } from 'vitest';
import { findPerson } from '../../../src/emulator/core/seed.ts';
import { CommandHandler } from '../../../src/emulator/signalling/commands/commandHandler.ts';
import { EndpointRegistry } from '../../../src/emulator/signalling/endpoints/endpointRegistry.ts';
import { seededMeetings } from '../../../src/emulator/signalling/calls/meetingSeed.ts';
import { serveSocket } from '../../../src/emulator/signalling/sockets/serveSocket.ts';
import { SetupDelay } from '../../../src/emulator/signalling/sockets/setupDelay.ts';
import { defaultTiming as usual } from '../../../src/emulator/signalling/timing.ts';
import type { Random } from '../../support/random.ts';
import { Trace } from './trace.ts';
import { Window } from './window.ts';
import { Wire } from './wire.ts';

const hour = 3_600_000;
const timing = {
  ...usual,
  ringMs: 2_000,
  phoneRingMs: 2_000,
  lobbyMs: 4_000,
  closedGraceMs: 500,
  silenceMs: 10 * hour,
};

/** The real server, and windows that talk to it over wires on which nothing moves by itself. */
export class World {
  readonly windows: Window[] = [];
  readonly trace = new Trace();
  private readonly endpoints = new EndpointRegistry();
  private readonly calls = new CommandHandler({
    endpoints: this.endpoints,
    findPerson,
    meetings: seededMeetings,
    timing,
  });

  get counts() {
    return { endpoints: this.endpoints.all().length, calls: this.calls.calls.size };
  }

  /** Opens a window for a person. */
  open(name: string): Window {
    const window = new Window(`${name}${this.windows.length}`, oidOf(name), this.trace);
    this.windows.push(window);
    this.connect(window);
    return window;
  }

  connect(window: Window): void {
    const wire = new Wire();
    const { endpoints, calls } = this;
    serveSocket(wire.socket, {
      endpoints,
      commands: calls,
      setupDelay: new SetupDelay(calls, endpoints),
      timing,
      verify: async (oid) => {
        const person = findPerson(oid);
        return person ? { oid, tid: person.tid, expiresOn: new Date(Date.now() + hour) } : null;
      },
    });
    window.link.connect(wire);
  }

  /** Frames that are under way, and lost sockets: any one of them moves. @returns whether there was one. */
  async move(random: Random): Promise<boolean> {
    const steps: (() => void)[] = [];
    for (const window of this.windows) {
      const { closed } = window;
      const { wire } = window.link;
      if (wire && wire.up.length > 0) steps.push(() => wire.deliverUp());
      if (wire && wire.down.length > 0) steps.push(() => window.link.deliver());
      if (wire?.readyState === 3 && !closed) steps.push(() => this.connect(window));
    }
    if (steps.length === 0) return false;
    random.pick(steps)();
    // Tokens are checked in promises.
    for (let turn = 0; turn < 8; turn++) await Promise.resolve();
    return true;
  }

  /**
   * Everything that is under way arrives, and the server gives up whom no window is behind: pages that have crashed,
   * and an endpoint whose welcome was lost with its socket.
   */
  async settle(random: Random): Promise<void> {
    await this.drain(random);
    if (this.endpoints.all().length <= this.windows.filter(({ closed }) => !closed).length) return;
    await this.pass(timing.closedGraceMs);
    await this.drain(random);
  }

  private async drain(random: Random): Promise<void> {
    for (let moves = 0; await this.move(random); moves++) {
      if (moves > 5_000) throw new Error('it never comes to rest');
    }
  }

  /** The server's clock moves on: rings end, bots answer, lost windows are forgotten. */
  async pass(ms: number): Promise<void> {
    this.trace.note('the clock', `${ms} ms`);
    await vi.advanceTimersByTimeAsync(ms);
  }

  close(): void {
    this.calls.calls.close();
    for (const { link } of this.windows) link.wire?.close(1001);
    vi.clearAllTimers();
  }
}

function oidOf(name: string): string {
  const person = findPerson(`${name}@fabrikam.example`) ?? findPerson(`${name}@contoso.example`);
  if (!person) throw new Error(`There is no ${name}.`);
  return person.oid;
}

export const rawIdOf = (name: string): string => `8:orgid:${oidOf(name)}`;
