import type { TeamsCall, TeamsCallAgent } from '@azure/communication-calling';
import { attachToEachAgent, type CurrentAgent } from './agent/currentAgent.ts';
import { listen, type Unsubscribe } from './sdk/listen.ts';
import { joinStops } from '../base/subscriptions.ts';

interface AgentWatcher {
  /** Runs for every call that the agent has, old or new, whenever the agent's list of calls changes. */
  readonly onCall: (call: TeamsCall) => void;
  /**
   * Runs with the connection of each new agent and after each change, and with `Disconnected` when an agent is
   * replaced.
   */
  readonly onConnectionChange: (connection: TeamsCallAgent['connectionState']) => void;
}

/**
 * Watches the calls and the connection of the agent in use, and of each agent that replaces it.
 * @returns the unsubscribe
 */
export function watchAgent(current: CurrentAgent, { onCall, onConnectionChange }: AgentWatcher): Unsubscribe {
  const attach = (agent: TeamsCallAgent): Unsubscribe => {
    const readConnection = () => onConnectionChange(agent.connectionState);
    const stop = joinStops(
      listen(agent, ['callsUpdated'], () => agent.calls.forEach(onCall)),
      listen(agent, ['connectionStateChanged'], readConnection),
      () => onConnectionChange('Disconnected'),
    );
    readConnection();
    return stop;
  };
  return attachToEachAgent(current, attach);
}
