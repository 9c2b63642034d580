import type { Command } from '../wire/protocol.ts';
import type { Calls } from './calls.ts';
import type { Endpoint, Endpoints } from './endpoints.ts';

const entering = new Set<Command['t']>(['start', 'join', 'take', 'accept']);

/**
 * What a window asks for, as fast as the service would do it: a command that brings it into a call takes its time, and
 * what it says about the same call meanwhile waits behind it.
 */
export class SetupPace {
  private readonly calls: Calls;
  private readonly endpoints: Endpoints;
  private readonly waiting = new Map<string, Command[]>();

  constructor(calls: Calls, endpoints: Endpoints) {
    this.calls = calls;
    this.endpoints = endpoints;
  }

  handle(from: Endpoint, command: Command): void {
    const key = `${from.id} ${command.call}`;
    const queue = this.waiting.get(key);
    if (queue) {
      queue.push(command);
      return;
    }
    const ms = entering.has(command.t) ? this.calls.network.setupMs(from.oid) : 0;
    if (ms === 0) return this.calls.handle(from, command);
    this.waiting.set(key, [command]);
    this.calls.clock.after(ms, () => this.release(from, key));
  }

  private release(from: Endpoint, key: string): void {
    const queue = this.waiting.get(key) ?? [];
    this.waiting.delete(key);
    // The window is gone: what it wanted is gone with it.
    if (this.endpoints.find(from.id) !== from) return;
    for (const command of queue) this.calls.handle(from, command);
  }
}
