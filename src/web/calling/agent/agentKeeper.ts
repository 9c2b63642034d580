import type { ConnectionStateChangedEvent, TeamsCallAgent } from '@azure/communication-calling';
import type { Result } from '../../errors/problem.ts';
import { computeRetryDelayMs } from '../../base/retryDelay.ts';
import { asReadable, createStore } from '../../base/store.ts';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import type { AgentStatus, AgentWait } from './currentAgent.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

interface KeeperDeps {
  /** @param needsFreshToken whether a new token must be acquired, because the service refused the last one */
  readonly create: (needsFreshToken: boolean) => Promise<Result<TeamsCallAgent>>;
  /** @returns a promise that settles when the SDK stops creating an agent after `create` has failed; `null` if it creates none */
  readonly findPendingCreation: () => Promise<unknown> | null;
  /** Disposes of an agent. Never rejects and never hangs. */
  readonly dispose: (agent: TeamsCallAgent) => Promise<void>;
}

/** Milliseconds after which no call rings any more. A disconnected agent does not always report the end of the ringing. */
const ringLimitMs = 90_000;

/**
 * How long after a hang-up a disconnected agent is kept: if it reconnects, it tells the service of the hang-up. Otherwise the
 * other person would stay in the call for about two minutes. Meanwhile nobody can call the user, so the time is short.
 */
const hangUpDeliveryMs = 30_000;
/** Milliseconds that the SDK may take to notice a lost connection. A hang-up in this time may not have reached the service. */
const lossDetectionMs = 10_000;

/** Shortest wait before an attempt, in milliseconds. Most disconnected agents reconnect sooner (observed, not documented). */
const shortestDelayMs = 500;

/** @param detail the SDK's code and subcode, for example `401/44110` */
const isTokenRefused = (detail = ''): boolean => /^40[13]\//.test(detail);

/**
 * Keeps the user reachable: when the SDK disconnects the agent, the keeper disposes of it, and tries to create another one
 * until that succeeds. The keeper waits while the disconnected agent has calls, or a hang-up that the service may not know.
 * The SDK documents `Disconnected` as final, but such an agent may still reconnect.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls
 */
export function keepAgentConnected(
  firstAgent: TeamsCallAgent,
  { create, findPendingCreation, dispose }: KeeperDeps,
) {
  const current = createStore<TeamsCallAgent | null>(null);
  const status = createStore<AgentStatus>({ kind: 'up' });
  /** Aborts when `close` is called. */
  const closing = new AbortController();
  let failedAttempts = 0;
  let isRinging = false;
  let stopWatchingAgent: Unsubscribe = () => {};
  /** Ends the current wait. */
  let interrupt = () => {};
  /** Whether the user has asked for an attempt since the current wait began. */
  let wantsAttempt = false;
  /** When the user last hung up a call of the agent in use, in milliseconds since 1970. */
  let hungUpAt = -Infinity;

  const setDown = (waitsFor: AgentWait, nextAttemptAt: number | null = null) =>
    status.set({ kind: 'down', waitsFor, nextAttemptAt });

  /** @returns whether the time is over; `false` if something has interrupted the wait */
  const wait = (waitsFor: AgentWait, ms: number): Promise<boolean> => {
    wantsAttempt = false;
    setDown(waitsFor, waitsFor === 'time' ? Date.now() + ms : null);
    return new Promise((resolve) => {
      const timer = ms === Infinity ? undefined : setTimeout(resolve, ms, true);
      interrupt = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  };
  const tryNow = () => {
    const currentStatus = status.get();
    if (currentStatus.kind !== 'down' || ['calls', 'attempt'].includes(currentStatus.waitsFor)) return;
    wantsAttempt = true;
    interrupt();
  };

  /** @returns milliseconds for which the disconnected agent must be kept for its calls, and for those that ring at it */
  const computeCallsMs = (lostAgent: TeamsCallAgent, lostAt: number): number => {
    if (lostAgent.calls.length > 0) return Infinity;
    return isRinging ? lostAt + ringLimitMs - Date.now() : 0;
  };

  /** @returns milliseconds for which the disconnected agent must be kept for a hang-up; 0 or less if it need not be kept */
  const computeHangUpMs = (lostAt: number): number =>
    hungUpAt > lostAt - lossDetectionMs ? hungUpAt + hangUpDeliveryMs - Date.now() : 0;

  /** Waits for one thing that delays the next attempt. @returns `false` if the caller must check again what to wait for */
  const waitOnce = async (lostAgent: TeamsCallAgent | null, lostAt: number): Promise<boolean> => {
    const callsMs = lostAgent ? computeCallsMs(lostAgent, lostAt) : 0;
    if (callsMs > 0) {
      await wait('calls', callsMs);
      return false;
    }
    const hangUpMs = lostAgent ? computeHangUpMs(lostAt) : 0;
    if (hangUpMs > 0) await wait('hangUp', hangUpMs);
    else if (navigator.onLine) {
      const isTimeOver = await wait('time', shortestDelayMs + computeRetryDelayMs(failedAttempts));
      return isTimeOver || wantsAttempt;
    } else {
      failedAttempts = 0;
      await wait('network', Infinity);
    }
    return wantsAttempt;
  };

  /** @returns a new agent, or the disconnected one if it has reconnected by itself; `null` if `close` was called meanwhile */
  const getReplacement = async (isTokenInvalid: boolean): Promise<TeamsCallAgent | null> => {
    failedAttempts = 0;
    const lostAt = Date.now();
    let needsFreshToken = isTokenInvalid;
    while (!closing.signal.aborted) {
      const lostAgent = current.get();
      if (lostAgent?.connectionState === 'Connected') return lostAgent;
      const mayBegin = await waitOnce(lostAgent, lostAt);
      if (!mayBegin || closing.signal.aborted) continue;
      setDown('attempt');
      if (lostAgent) {
        stopWatchingAgent();
        current.set(null);
        await dispose(lostAgent);
      }
      const creationResult = await create(needsFreshToken);
      if (creationResult.ok) {
        if (!closing.signal.aborted) return creationResult.value;
        await dispose(creationResult.value);
        return null;
      }
      failedAttempts += 1;
      needsFreshToken = isTokenRefused(creationResult.problem.detail);
      // If the SDK is still creating an agent, the next attempt begins as soon as it has finished.
      void findPendingCreation()?.then(tryNow, tryNow);
    }
    return null;
  };

  const replaceLostAgent = async (
    reason: Parameters<ConnectionStateChangedEvent>[0]['reason'],
  ): Promise<void> => {
    const stopWatching = listenTo(globalThis, ['online', 'offline'], () => interrupt());
    const replacement = await getReplacement(reason === 'invalidToken');
    stopWatching();
    if (replacement) setCurrentAgent(replacement);
  };

  const setCurrentAgent = (agent: TeamsCallAgent): void => {
    stopWatchingAgent();
    const onConnectionState: ConnectionStateChangedEvent = ({ reason }) => {
      interrupt();
      // With the status `down`, the replacement is already running.
      if (status.get().kind === 'up' && agent.connectionState !== 'Connected') void replaceLostAgent(reason);
    };
    agent.on('connectionStateChanged', onConnectionState);
    stopWatchingAgent = joinStops(
      listen(agent, ['callsUpdated'], () => interrupt()),
      () => agent.off('connectionStateChanged', onConnectionState),
    );
    hungUpAt = -Infinity;
    current.set(agent);
    status.set({ kind: 'up' });
    // The SDK may have disconnected the agent since it was created.
    if (agent.connectionState !== 'Connected') void replaceLostAgent(undefined);
  };
  setCurrentAgent(firstAgent);

  return {
    agent: asReadable(current),
    status: asReadable(status),
    /** Makes the next attempt now. Does nothing while the agent works, while calls last, or during an attempt. */
    tryNow,
    /** Must be called when calls begin or stop ringing. The user may accept a call that rings at a disconnected agent. */
    setRinging: (value: boolean): void => {
      if (value === isRinging) return;
      isRinging = value;
      interrupt();
    },
    /** Must be called when the user has hung up. A disconnected agent is then kept for a while, so that it can tell the service. */
    noteHangUp: (): void => {
      hungUpAt = Date.now();
      interrupt();
    },
    /** Disposes of the agent. No further agent is created. */
    close: async (): Promise<void> => {
      closing.abort();
      interrupt();
      stopWatchingAgent();
      const lastAgent = current.get();
      if (lastAgent) await dispose(lastAgent);
    },
  };
}

/** The agent in use, and the functions with which the rest of the app delays or hastens its replacement. */
export type AgentSource = ReturnType<typeof keepAgentConnected>;
