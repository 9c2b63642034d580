import type { Command } from '../../wire/protocol.ts';
import type { CommandHandler } from '../commandHandler.ts';
import type { Endpoint, EndpointRegistry } from '../endpoints/endpointRegistry.ts';

const entering = new Set<Command['t']>(['start', 'join', 'take', 'accept']);

/**
 * What a window asks for, as fast as the service would do it: a command that brings it into a call takes its time, and
 * what it says about the same call meanwhile waits behind it.
 */
export class SetupDelay {
  private readonly commands: CommandHandler;
  private readonly endpoints: EndpointRegistry;
  private readonly waiting = new Map<string, Command[]>();

  constructor(calls: CommandHandler, endpoints: EndpointRegistry) {
    this.commands = calls;
    this.endpoints = endpoints;
  }

  handle(from: Endpoint, command: Command): void {
    const key = `${from.id} ${command.call}`;
    const queue = this.waiting.get(key);
    if (queue) {
      queue.push(command);
      return;
    }
    const ms = entering.has(command.t) ? this.commands.network.setupMs(from.oid) : 0;
    if (ms === 0) return this.commands.handle(from, command);
    this.waiting.set(key, [command]);
    this.commands.clock.after(ms, () => this.release(from, key));
  }

  private release(from: Endpoint, key: string): void {
    const queue = this.waiting.get(key) ?? [];
    this.waiting.delete(key);
    // The window is gone: what it wanted is gone with it.
    if (this.endpoints.find(from.id) !== from) return;
    for (const command of queue) this.commands.handle(from, command);
  }
}
