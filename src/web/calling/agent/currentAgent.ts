import type { TeamsCallAgent } from '@azure/communication-calling';
import type { Readable } from '../../base/store.ts';
import type { Unsubscribe } from '../sdk/listen.ts';

/**
 * The agent in use now. After the SDK disconnects it for good, it is `null` until another agent works. Read it whenever it
 * is needed, and do not store it in a variable across an `await`.
 */
export type CurrentAgent = Readable<TeamsCallAgent | null>;

/** What the next attempt to replace the agent waits for. */
export type AgentWait =
  /** The time of the next attempt. */
  | 'time'
  /** This device must be online again. */
  | 'network'
  /** The calls of the dead agent must end, because replacing the agent would end them. */
  | 'calls'
  /** The attempt is running. */
  | 'attempt';

/** Whether the agent works, or what the attempt to replace it waits for. */
export type AgentStatus =
  | { readonly kind: 'up' }
  | {
      readonly kind: 'down';
      readonly waitsFor: AgentWait;
      /** In milliseconds since 1970; `null` unless the attempt waits for its time. */
      readonly nextAttemptAt: number | null;
      /** How many attempts have failed. */
      readonly attempt: number;
    };

/** The agent and its replacement, as the phone uses them. */
export interface AgentSource {
  readonly agent: CurrentAgent;
  readonly status: Readable<AgentStatus>;
  /** Makes the next attempt now. Does nothing while the agent works, while calls last, or during an attempt. */
  readonly tryNow: () => void;
  /** Must be called when calls begin and stop ringing. A dead agent stays meanwhile: the user may still accept the call. */
  readonly setRinging: (isRinging: boolean) => void;
  /** Disposes of the agent and creates no other. */
  readonly close: () => Promise<void>;
}

/**
 * Runs `attach` for the agent in use and for each agent that replaces it.
 * @param attach returns a function, which runs when that agent is no longer in use
 * @returns the unsubscribe, which also detaches from the agent in use
 */
export function withAgent(
  current: CurrentAgent,
  attach: (agent: TeamsCallAgent) => Unsubscribe,
): Unsubscribe {
  let attached: TeamsCallAgent | null = null;
  let detach: Unsubscribe = () => {};
  const sync = () => {
    const agent = current.get();
    if (agent === attached) return;
    detach();
    attached = agent;
    detach = agent ? attach(agent) : () => {};
  };
  const unsubscribe = current.subscribe(sync);
  sync();
  return () => {
    unsubscribe();
    detach();
  };
}
