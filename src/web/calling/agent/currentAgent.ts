import type { TeamsCall, TeamsCallAgent } from '@azure/communication-calling';
import type { Readable } from '../../base/store.ts';
import { joinStops } from '../../base/subscriptions.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

/**
 * The agent in use (the connection to the calling service); `null` from the disposal of a disconnected agent until the next one is
 * connected. Read it again after every `await`, because the agent may have been replaced.
 */
export type CurrentAgent = Readable<TeamsCallAgent | null>;

/**
 * What the replacement of a disconnected agent waits for. `time`: the pause between attempts. `network`: the device is offline.
 * `calls`: the end of the agent's calls, which a replacement would cut off. `hangUp`: the agent may reconnect and tell the
 * service that the user has hung up. `attempt`: the running attempt.
 */
export type AgentWait = 'time' | 'network' | 'calls' | 'hangUp' | 'attempt';

export type AgentStatus =
  | { readonly kind: 'up' }
  | {
      readonly kind: 'down';
      readonly waitsFor: AgentWait;
      /** Milliseconds since 1970; `null` unless `waitsFor` is `time`. */
      readonly nextAttemptAt: number | null;
    };

/**
 * Runs `attach` for the agent in use and for each agent that replaces it.
 * @param attach adds listeners to an agent, and returns the function that removes them
 * @returns the function that removes the current agent's listeners, and ignores further agents
 */
export function attachToEachAgent(
  current: CurrentAgent,
  attach: (agent: TeamsCallAgent) => Unsubscribe,
): Unsubscribe {
  let attachedAgent: TeamsCallAgent | null = null;
  let detach: Unsubscribe = () => {};
  const followCurrent = () => {
    const agent = current.get();
    if (agent === attachedAgent) return;
    detach();
    attachedAgent = agent;
    detach = agent ? attach(agent) : () => {};
  };
  const unsubscribe = current.subscribe(followCurrent);
  followCurrent();
  return () => {
    unsubscribe();
    detach();
  };
}

/**
 * Watches the calls and the connection of each agent in use.
 * @param onCall runs for every call of the agent, old or new, whenever its list of calls changes
 * @param onConnectionChange runs for each new agent, after each change of its state, and with `Disconnected` when it is replaced
 */
export function watchAgent(
  current: CurrentAgent,
  onCall: (call: TeamsCall) => void,
  onConnectionChange: (connection: TeamsCallAgent['connectionState']) => void,
): Unsubscribe {
  return attachToEachAgent(current, (agent) => {
    const reportConnection = () => onConnectionChange(agent.connectionState);
    const stop = joinStops(
      listen(agent, ['callsUpdated'], () => agent.calls.forEach(onCall)),
      listen(agent, ['connectionStateChanged'], reportConnection),
      () => onConnectionChange('Disconnected'),
    );
    reportConnection();
    return stop;
  });
}
