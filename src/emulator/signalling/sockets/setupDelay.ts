import type { Command } from '../../wire/protocol.ts';
import type { CommandHandler } from '../commands/commandHandler.ts';
import { enteringCommands } from '../commands/command.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';

/**
 * Service-like timing of commands: a command that enters a call takes as long as the conditions say, and later commands
 * of the same endpoint about the same call wait for it.
 */
export class SetupDelay {
  private readonly commands: CommandHandler;
  private readonly endpoints: EndpointRegistry;
  /** Delayed commands, by endpoint and call. */
  private readonly queues = new Map<string, Command[]>();

  constructor(commands: CommandHandler, endpoints: EndpointRegistry) {
    this.commands = commands;
    this.endpoints = endpoints;
  }

  handle(from: Endpoint, command: Command): void {
    const key = `${from.id} ${command.call}`;
    const queue = this.queues.get(key);
    if (queue) {
      queue.push(command);
      return;
    }
    const delayMs = enteringCommands.has(command.t) ? this.commands.network.setupMs(from.oid) : 0;
    if (delayMs === 0) return this.commands.handle(from, command);
    this.queues.set(key, [command]);
    this.commands.clock.after(delayMs, () => this.release(from, key));
  }

  private release(from: Endpoint, key: string): void {
    const queue = this.queues.get(key) ?? [];
    this.queues.delete(key);
    const isRegistered = this.endpoints.find(from.id) === from;
    if (isRegistered) for (const command of queue) this.commands.handle(from, command);
  }
}
