import { createStore, type Readable } from '../../base/store.ts';
import type { AgentStatus, AgentWait } from './currentAgent.ts';
import { createPause, retryDelayMs, type NetworkState } from './retryPause.ts';

/** The status of the agent, and the waits between the attempts to replace it. */
export interface AgentWaits {
  readonly status: Readable<AgentStatus>;
  /** The agent works. */
  readonly up: () => void;
  /** The agent was lost, and no attempt has been made yet. */
  readonly lost: () => void;
  readonly attemptBegins: () => void;
  readonly attemptFailed: () => void;
  /**
   * Waits until the next attempt is due.
   * @returns whether it is due; `false` if something else has changed, and the caller must check everything again
   */
  readonly untilDue: () => Promise<boolean>;
  /** Waits while calls keep the agent. @param ms longest wait in milliseconds, `Infinity` for no limit */
  readonly whileCallsLast: (ms: number) => Promise<void>;
  /** Ends the present wait, because something has changed. */
  readonly interrupt: () => void;
  readonly tryNow: () => void;
}

export function createAgentWaits(network: NetworkState): AgentWaits {
  const status = createStore<AgentStatus>({ kind: 'up' });
  const pause = createPause();
  let attempt = 0;
  /** Whether the user asked for an attempt during the present wait. */
  let isForced = false;

  const down = (waitsFor: AgentWait, nextAttemptAt: number | null = null) =>
    status.set({ kind: 'down', waitsFor, nextAttemptAt, attempt });

  return {
    status,
    up: () => status.set({ kind: 'up' }),
    lost() {
      attempt = 0;
    },
    attemptBegins: () => down('attempt'),
    attemptFailed() {
      attempt += 1;
    },
    async untilDue() {
      isForced = false;
      if (!network.isOnline()) {
        attempt = 0;
        down('network');
        await pause.wait(null);
        return isForced;
      }
      const ms = retryDelayMs(attempt);
      down('time', Date.now() + ms);
      return (await pause.wait(ms)) || isForced;
    },
    async whileCallsLast(ms) {
      down('calls');
      await pause.wait(ms === Infinity ? null : ms);
    },
    interrupt: pause.cutShort,
    tryNow() {
      const now = status.get();
      if (now.kind === 'up' || (now.waitsFor !== 'time' && now.waitsFor !== 'network')) return;
      isForced = true;
      pause.cutShort();
    },
  };
}
