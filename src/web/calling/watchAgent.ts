import type { TeamsCall, TeamsCallAgent } from '@azure/communication-calling';
import { withAgent, type CurrentAgent } from './agent/currentAgent.ts';
import { listen, type Unsubscribe } from './sdk/listen.ts';

interface AgentWatcher {
  /** Gets every call that the agent has, whenever the list of calls changes. */
  readonly onCall: (call: TeamsCall) => void;
  readonly onConnection: (connection: TeamsCallAgent['connectionState']) => void;
}

/** Watches the calls and the connection of the agent in use, and of each agent that replaces it. */
export function watchAgent(current: CurrentAgent, { onCall, onConnection }: AgentWatcher): Unsubscribe {
  const attach = (agent: TeamsCallAgent): Unsubscribe => {
    const readConnection = () => onConnection(agent.connectionState);
    const stops = [
      listen(agent, ['callsUpdated'], () => agent.calls.forEach(onCall)),
      listen(agent, ['connectionStateChanged'], readConnection),
    ];
    readConnection();
    return () => {
      for (const stop of stops) stop();
      onConnection('Disconnected');
    };
  };
  return withAgent(current, attach);
}
