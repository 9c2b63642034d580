import type { TeamsCallAgent } from '@azure/communication-calling';
import type { Readable } from '../../base/store.ts';
import type { Unsubscribe } from '../sdk/listen.ts';

/**
 * The agent in use now. It is replaced after the SDK disconnects it for good, and `null` until the next one works.
 * Read it at the moment of use and never keep it.
 */
export type CurrentAgent = Readable<TeamsCallAgent | null>;

/** Why there is no working agent at this moment, and what the owner waits for. */
export type AgentWait =
  /** For the time of the next attempt. */
  | 'time'
  /** For this device to be online again. */
  | 'network'
  /** For the calls of the dead agent to end: replacing it would end them. */
  | 'calls'
  /** For the attempt that is running. */
  | 'attempt';

/** Whether the agent works, or how it is replaced. */
export type AgentStatus =
  | { readonly kind: 'up' }
  | {
      readonly kind: 'down';
      readonly waitsFor: AgentWait;
      /** In milliseconds since 1970; `null` unless it waits for a time. */
      readonly nextAttemptAt: number | null;
      /** How many attempts have failed. */
      readonly attempt: number;
    };

/** What the phone needs of the agent's owner. */
export interface AgentSource {
  readonly agent: CurrentAgent;
  readonly status: Readable<AgentStatus>;
  /** Makes the next attempt now instead of at its time. */
  readonly tryNow: () => void;
  /** Tells while calls ring: a dead agent is not replaced then, because a ringing call may still be taken. */
  readonly setRinging: (isRinging: boolean) => void;
  /** Disposes of the agent and creates no other. */
  readonly close: () => Promise<void>;
}

/**
 * Runs `attach` for the agent in use and for each one that replaces it, and ends what it returned when that agent is
 * no longer in use.
 * @returns the end of it all
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
