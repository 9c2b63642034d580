import type { TeamsCall, TeamsCallAgent } from '@azure/communication-calling';
import type { Readable } from '../../base/store.ts';
import { joinStops } from '../../base/subscriptions.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

/**
 * The agent in use; `null` from the time when a disconnected agent is disposed of until another one is connected. Read it again
 * after every `await`, because the agent may have been replaced.
 */
export type CurrentAgent = Readable<TeamsCallAgent | null>;

/**
 * What the replacement of a disconnected agent waits for. `time`: the pause between attempts. `attempt`: an attempt is running.
 * `calls`: the calls of the disconnected agent, which its replacement would end. `hangUp`: the disconnected agent may still
 * reconnect and tell the service that the user has hung up.
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

/** The agent in use, and how the rest of the app delays or hastens its replacement. */
export interface AgentSource {
  readonly agent: CurrentAgent;
  readonly status: Readable<AgentStatus>;
  /** Makes the next attempt now. Does nothing while the agent works, while calls last, or during an attempt. */
  readonly tryNow: () => void;
  /** Must be called when calls begin or stop to ring. The user may accept a call that rings at a disconnected agent. */
  readonly setRinging: (isRinging: boolean) => void;
  /** Must be called when the user has hung up. A disconnected agent is then kept for a while, so that it can tell the service. */
  readonly noteHangUp: () => void;
  /** Disposes of the agent. No further agent is created. */
  readonly close: () => Promise<void>;
}

/**
 * Runs `attach` for the agent in use and for each agent that replaces it.
 * @param attach adds listeners to an agent, and returns the function that removes them
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
 * @param onConnectionChange runs with the connection of each new agent and each change, and with `Disconnected` when an agent is
 * replaced
 */
export function watchAgent(
  current: CurrentAgent,
  onCall: (call: TeamsCall) => void,
  onConnectionChange: (connection: TeamsCallAgent['connectionState']) => void,
): Unsubscribe {
  return attachToEachAgent(current, (agent) => {
    const readConnection = () => onConnectionChange(agent.connectionState);
    const stop = joinStops(
      listen(agent, ['callsUpdated'], () => agent.calls.forEach(onCall)),
      listen(agent, ['connectionStateChanged'], readConnection),
      () => onConnectionChange('Disconnected'),
    );
    readConnection();
    return stop;
  });
}
