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
export function createSetupDelay(commands: CommandHandler, endpoints: EndpointRegistry) {
  /** Maps `<endpoint id> <call id>` to the delayed commands. */
  const queues = new Map<string, Command[]>();
  return (sender: Endpoint, command: Command): void => {
    const key = `${sender.id} ${command.call}`;
    const queue = queues.get(key);
    if (queue) return void queue.push(command);
    const entersCall = callEnteringCommands.has(command.t);
    const delayMs = entersCall ? commands.network.chooseSetupDelayMs(sender.oid) : 0;
    if (delayMs === 0) return commands.handleCommand(sender, command);
    const delayed = [command];
    queues.set(key, delayed);
    commands.clock.after(delayMs, () => {
      queues.delete(key);
      if (endpoints.find(sender.id) !== sender) return;
      for (const delayedCommand of delayed) commands.handleCommand(sender, delayedCommand);
    });
  };
}
