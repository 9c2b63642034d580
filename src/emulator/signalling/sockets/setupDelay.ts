import type { Command } from '../../wire/protocol.ts';
import type { CommandHandler } from '../commands/commandHandler.ts';
import { callEnteringCommands } from '../commands/command.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';

/**
 * Delays commands for as long as the real service would take to set up a call. A command that enters a call (`start`,
 * `join`, `accept` or `take`) waits as long as the condition `timing` says. Later commands of the same endpoint for the
 * same call wait behind this command.
 */
export class SetupDelay {
  private readonly commands: CommandHandler;
  private readonly endpoints: EndpointRegistry;
  /** Maps `<endpoint id> <call id>` to the delayed commands. */
  private readonly queues = new Map<string, Command[]>();

  constructor(commands: CommandHandler, endpoints: EndpointRegistry) {
    this.commands = commands;
    this.endpoints = endpoints;
  }

  handleCommand(sender: Endpoint, command: Command): void {
    const key = `${sender.id} ${command.call}`;
    const queue = this.queues.get(key);
    if (queue) {
      queue.push(command);
      return;
    }
    const delayMs = callEnteringCommands.has(command.t)
      ? this.commands.network.chooseSetupDelayMs(sender.oid)
      : 0;
    if (delayMs === 0) return this.commands.handleCommand(sender, command);
    this.queues.set(key, [command]);
    this.commands.clock.after(delayMs, () => this.runQueue(sender, key));
  }

  private runQueue(sender: Endpoint, key: string): void {
    const queue = this.queues.get(key) ?? [];
    this.queues.delete(key);
    const isRegistered = this.endpoints.find(sender.id) === sender;
    if (isRegistered) for (const command of queue) this.commands.handleCommand(sender, command);
  }
}
