import { computeRetryDelayMs } from '../../base/retryDelay.ts';
import { createStore } from '../../base/store.ts';
import { listenTo } from '../../base/subscriptions.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import type { AgentStatus, AgentWait } from './currentAgent.ts';

export interface NetworkState {
  readonly isOnline: () => boolean;
  /** Calls `listener` when the device goes online or offline. */
  readonly watch: (listener: () => void) => Unsubscribe;
}

export const browserNetwork: NetworkState = {
  isOnline: () => navigator.onLine,
  watch: (listener) => listenTo(globalThis, ['online', 'offline'], listener),
};

/** Creates a wait that can be cut short. Only one wait may run at a time. */
function createPause() {
  let endWait = () => {};
  return {
    /**
     * @param longestMs longest wait in milliseconds; `null` waits until `cutShort` is called
     * @returns whether the whole time has passed
     */
    wait: (longestMs: number | null): Promise<boolean> =>
      new Promise((resolve) => {
        const timer = longestMs === null ? undefined : setTimeout(resolve, longestMs, true);
        endWait = () => {
          clearTimeout(timer);
          resolve(false);
        };
      }),
    cutShort: () => endWait(),
  };
}

/**
 * Shortest wait before an attempt, in milliseconds. No document says that a disconnected agent reconnects by itself. But
 * agents do so, and most of them within this time.
 */
const shortestDelayMs = 500;

/** Creates the agent's status for the screens, and the waits between the attempts to replace a disconnected agent. */
export function createAgentWaits(network: NetworkState) {
  const status = createStore<AgentStatus>({ kind: 'up' });
  const pause = createPause();
  let failedAttempts = 0;
  let wasTryNowCalled = false;

  const setDown = (waitsFor: AgentWait, nextAttemptAt: number | null = null) =>
    status.set({ kind: 'down', waitsFor, nextAttemptAt, failedAttempts });

  return {
    status,
    markUp: (): void => status.set({ kind: 'up' }),
    /** Must be called when the agent was disconnected, before the first attempt. */
    resetAttempts(): void {
      failedAttempts = 0;
    },
    markAttemptRunning: (): void => setDown('attempt'),
    countFailedAttempt(): void {
      failedAttempts += 1;
    },
    /**
     * Waits until the next attempt is due.
     * @returns whether the attempt is due. If not, `interrupt` ended the wait, and the caller must check the network, the
     * calls and the connection again
     */
    async waitUntilDue(): Promise<boolean> {
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
    /**
     * Waits while the disconnected agent still has calls.
     * @param longestMs longest wait in milliseconds; `Infinity` waits for `interrupt`
     */
    async waitWhileCallsLast(longestMs: number): Promise<void> {
      setDown('calls');
      await pause.wait(longestMs === Infinity ? null : longestMs);
    },
    /**
     * Waits while the disconnected agent may deliver a hang-up.
     * @returns whether the user wants the next attempt now. If not, the caller must check everything again
     */
    async waitForHangUp(longestMs: number): Promise<boolean> {
      wasTryNowCalled = false;
      setDown('hangUp');
      await pause.wait(longestMs);
      return wasTryNowCalled;
    },
    /** Ends the present wait, because the network, the calls or the agent's connection have changed. */
    interrupt: pause.cutShort,
    /** Makes the next attempt due now. Does nothing while the agent works, while calls last, or during an attempt. */
    tryNow: (): void => {
      const currentStatus = status.get();
      const mayTry = currentStatus.kind === 'down' && !['calls', 'attempt'].includes(currentStatus.waitsFor);
      if (!mayTry) return;
      wasTryNowCalled = true;
      pause.cutShort();
    },
  };
}
