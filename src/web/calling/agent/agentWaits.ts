import { computeRetryDelayMs } from '../../base/retryDelay.ts';
import { createStore, type Readable } from '../../base/store.ts';
import type { AgentStatus, AgentWait } from './currentAgent.ts';
import { createPause, type NetworkState } from './retryPause.ts';

/** The agent's status for the screens, and the waits between the attempts to replace a disconnected agent. */
export interface AgentWaits {
  readonly status: Readable<AgentStatus>;
  /** Sets the status: the agent works. */
  readonly markUp: () => void;
  /** Must be called when the agent was disconnected, before the first attempt. */
  readonly resetAttempts: () => void;
  /** Sets the status: an attempt is running. */
  readonly markAttemptRunning: () => void;
  /** Counts a failed attempt, so that the next wait is longer. */
  readonly countFailedAttempt: () => void;
  /**
   * Waits until the next attempt is due.
   * @returns whether the attempt is due. If not, `interrupt` ended the wait, and the caller must check the network, the
   * calls and the connection again
   */
  readonly waitUntilDue: () => Promise<boolean>;
  /**
   * Waits while the disconnected agent still has calls.
   * @param longestMs longest wait in milliseconds; `Infinity` waits for `interrupt`
   */
  readonly waitWhileCallsLast: (longestMs: number) => Promise<void>;
  /**
   * Waits while the disconnected agent may deliver a hang-up.
   * @returns whether the user wants the next attempt now. If not, the caller must check everything again
   */
  readonly waitForHangUp: (longestMs: number) => Promise<boolean>;
  /** Ends the present wait, because the network, the calls or the agent's connection have changed. */
  readonly interrupt: () => void;
  /** Makes the next attempt due now. Does nothing while the agent works, while calls last, or during an attempt. */
  readonly tryNow: () => void;
}

/**
 * Shortest wait before an attempt, in milliseconds. No document says that a disconnected agent reconnects by itself. But
 * agents do so, and most of them within this time.
 */
const shortestDelayMs = 500;

export function createAgentWaits(network: NetworkState): AgentWaits {
  const status = createStore<AgentStatus>({ kind: 'up' });
  const pause = createPause();
  /** How many attempts have failed since the agent was disconnected. */
  let failedAttempts = 0;
  /** Whether `tryNow` was called during the present wait. */
  let wasTryNowCalled = false;

  const setDown = (waitsFor: AgentWait, nextAttemptAt: number | null = null) =>
    status.set({ kind: 'down', waitsFor, nextAttemptAt, failedAttempts });

  return {
    status,
    markUp: () => status.set({ kind: 'up' }),
    resetAttempts() {
      failedAttempts = 0;
    },
    markAttemptRunning: () => setDown('attempt'),
    countFailedAttempt() {
      failedAttempts += 1;
    },
    async waitUntilDue() {
      wasTryNowCalled = false;
      if (!network.isOnline()) {
        failedAttempts = 0;
        setDown('network');
        await pause.wait(null);
        return wasTryNowCalled;
      }
      const delayMs = shortestDelayMs + computeRetryDelayMs(failedAttempts);
      setDown('time', Date.now() + delayMs);
      return (await pause.wait(delayMs)) || wasTryNowCalled;
    },
    async waitWhileCallsLast(longestMs) {
      setDown('calls');
      await pause.wait(longestMs === Infinity ? null : longestMs);
    },
    async waitForHangUp(longestMs) {
      wasTryNowCalled = false;
      setDown('hangUp');
      await pause.wait(longestMs);
      return wasTryNowCalled;
    },
    interrupt: pause.cutShort,
    tryNow() {
      const currentStatus = status.get();
      const mayTry = currentStatus.kind === 'down' && !['calls', 'attempt'].includes(currentStatus.waitsFor);
      if (!mayTry) return;
      wasTryNowCalled = true;
      pause.cutShort();
    },
  };
}
