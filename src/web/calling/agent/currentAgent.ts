import type { TeamsCall, TeamsCallAgent } from '@azure/communication-calling';
import type { Readable } from '../../base/store.ts';
import { joinStops } from '../../base/subscriptions.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

/**
 * The agent in use now. After the SDK disconnects the agent for good, the value is `null` until another agent works.
 * Read the value again after every `await`, because the agent may have been replaced meanwhile.
 */
export type CurrentAgent = Readable<TeamsCallAgent | null>;

export type AgentWait =
  | 'time'
  | 'network'
  /** It waits until the calls of the disconnected agent have ended, because replacing the agent would end them. */
  | 'calls'
  /** It waits until the disconnected agent has had time to deliver a hang-up. Replacing the agent would lose the hang-up. */
  | 'hangUp'
  | 'attempt';

/** Whether the agent works, and if not, what its replacement waits for. */
export type AgentStatus =
  | { readonly kind: 'up' }
  | {
      readonly kind: 'down';
      readonly waitsFor: AgentWait;
      /** In milliseconds since 1970; `null` unless `waitsFor` is `time`. */
      readonly nextAttemptAt: number | null;
      readonly failedAttempts: number;
    };

/** The agent in use, and how the rest of the app follows and influences its replacement. */
export interface AgentSource {
  readonly agent: CurrentAgent;
  readonly status: Readable<AgentStatus>;
  /** Makes the next attempt now. Does nothing while the agent works, while calls last, or during an attempt. */
  readonly tryNow: () => void;
  /**
   * Must be called when calls begin to ring and when they stop. While a call rings, a disconnected agent is not
   * replaced, because the user may still accept the call.
   */
  readonly setRinging: (isRinging: boolean) => void;
  /**
   * Must be called when the user has hung up a call. Without a connection, the agent is then kept for a while, so that it can
   * tell the service.
   */
  readonly noteHangUp: () => void;
  /** Disposes of the agent. No further agent is created. */
  readonly close: () => Promise<void>;
}

/** Runs `attach` for the agent in use and for each agent that replaces it. @returns the unsubscribe, which also detaches */
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

interface AgentWatcher {
  /** Runs for every call that the agent has, old or new, whenever the agent's list of calls changes. */
  readonly onCall: (call: TeamsCall) => void;
  /** Runs with the connection of each new agent and each change, and with `Disconnected` when an agent is replaced. */
  readonly onConnectionChange: (connection: TeamsCallAgent['connectionState']) => void;
}

/** Watches the calls and the connection of each agent in use. @returns the unsubscribe */
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
