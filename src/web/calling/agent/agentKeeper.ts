import type { ConnectionStateChangedEvent, TeamsCallAgent } from '@azure/communication-calling';
import type { Result } from '../../errors/problem.ts';
import { computeRetryDelayMs } from '../../base/retryDelay.ts';
import { createStore } from '../../base/store.ts';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import type { AgentSource, AgentStatus, AgentWait } from './currentAgent.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

interface KeeperDeps {
  /** @param options.freshToken whether a new token must be acquired, because the service refused the last one */
  readonly create: (options: { freshToken: boolean }) => Promise<Result<TeamsCallAgent>>;
  /** @returns the creation that is still running although its attempt has failed; `null` if there is none */
  readonly findPendingCreation: () => Promise<unknown> | null;
  /** Disposes of an agent. Never rejects and never hangs. */
  readonly dispose: (agent: TeamsCallAgent) => Promise<void>;
}

/** Milliseconds after which a call has certainly stopped ringing, which a disconnected agent does not always report. */
const ringLimitMs = 90_000;

/**
 * Milliseconds for which a disconnected agent is kept after a hang-up that the service may not know of. Without it, the
 * other person would stay in the call until the service gives up this client, after about two minutes. Most agents
 * reconnect sooner, and the user, whom nobody can call meanwhile, does not wait longer.
 */
const deliveryMs = 30_000;
/** Milliseconds that the SDK may take to notice that its connection is lost. */
const noticeMs = 10_000;

/**
 * Shortest wait before an attempt, in milliseconds. No document says that a disconnected agent reconnects by itself. But
 * agents do so, and most of them within this time.
 */
const shortestDelayMs = 500;

/** Whether the service refused the token. @param detail the SDK's code and subcode, for example `401/44110` */
const isTokenRefused = (detail = ''): boolean => /^40[13]\//.test(detail);

/**
 * Keeps the user reachable. When the SDK disconnects the agent, this function disposes of the agent and tries to create
 * another one until that succeeds. There are never two agents at once. Only `close` disposes of an agent that still has
 * calls, or a hang-up that the service may not have got.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls `Disconnected` is a
 * terminal state
 */
export function keepAgentConnected(
  firstAgent: TeamsCallAgent,
  { create, findPendingCreation, dispose }: KeeperDeps,
): AgentSource {
  const current = createStore<TeamsCallAgent | null>(null);
  const status = createStore<AgentStatus>({ kind: 'up' });
  const closing = new AbortController();
  let failedAttempts = 0;
  let isRinging = false;
  let stopWatchingAgent: Unsubscribe = () => {};
  /** Ends the present wait, because the user wants an attempt, or because the network, the calls or the connection have changed. */
  let interrupt = () => {};
  let wantsAttempt = false;
  /** When the user last hung up a call of the agent in use, in milliseconds since 1970. */
  let hungUpAt = -Infinity;

  const setDown = (waitsFor: AgentWait, nextAttemptAt: number | null = null) =>
    status.set({ kind: 'down', waitsFor, nextAttemptAt, failedAttempts });

  /** @returns whether the whole time has passed */
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
    const present = status.get();
    if (present.kind !== 'down' || ['calls', 'attempt'].includes(present.waitsFor)) return;
    wantsAttempt = true;
    interrupt();
  };

  /** @returns milliseconds for which a disconnected agent must not be disposed of: `Infinity` while it has calls */
  const computeStayMs = (lostAgent: TeamsCallAgent, lostAt: number): number => {
    if (lostAgent.calls.length > 0) return Infinity;
    return isRinging ? lostAt + ringLimitMs - Date.now() : 0;
  };

  /** @returns milliseconds for which a disconnected agent may still have to deliver a hang-up; at most 0 if it has not */
  const computeDeliveryMs = (lostAt: number): number =>
    hungUpAt > lostAt - noticeMs ? hungUpAt + deliveryMs - Date.now() : 0;

  /** @returns whether the next attempt is due. If not, the caller must check the agent again */
  const waitUntilDue = async (lostAgent: TeamsCallAgent | null, lostAt: number): Promise<boolean> => {
    const stayMs = lostAgent ? computeStayMs(lostAgent, lostAt) : 0;
    if (stayMs > 0) {
      await wait('calls', stayMs);
      return false;
    }
    const hangUpMs = lostAgent ? computeDeliveryMs(lostAt) : 0;
    if (hangUpMs > 0) await wait('hangUp', hangUpMs);
    else if (navigator.onLine) {
      const isOver = await wait('time', shortestDelayMs + computeRetryDelayMs(failedAttempts));
      return isOver || wantsAttempt;
    } else {
      failedAttempts = 0;
      await wait('network', Infinity);
    }
    return wantsAttempt;
  };

  /** Creates an agent in place of the disconnected one. @returns `null` if `close` was called meanwhile */
  const createReplacement = async (freshToken: boolean): Promise<TeamsCallAgent | null> => {
    failedAttempts = 0;
    const lostAt = Date.now();
    let needsFreshToken = freshToken;
    while (!closing.signal.aborted) {
      const lostAgent = current.get();
      // The agent may have reconnected by itself, although no document says that agents do that. Then it can be used.
      if (lostAgent?.connectionState === 'Connected') return lostAgent;
      const isDue = await waitUntilDue(lostAgent, lostAt);
      if (!isDue || closing.signal.aborted) continue;
      setDown('attempt');
      if (lostAgent) {
        stopWatchingAgent();
        current.set(null);
        await dispose(lostAgent);
      }
      const creationResult = await create({ freshToken: needsFreshToken });
      if (creationResult.ok) {
        if (!closing.signal.aborted) return creationResult.value;
        await dispose(creationResult.value);
        return null;
      }
      failedAttempts += 1;
      needsFreshToken = isTokenRefused(creationResult.problem.detail);
      // The creation may go on although this attempt has failed. The next attempt is made as soon as the creation ends.
      void findPendingCreation()?.then(tryNow, tryNow);
    }
    return null;
  };

  const replaceLostAgent = async (
    reason: Parameters<ConnectionStateChangedEvent>[0]['reason'],
  ): Promise<void> => {
    const stopWatching = listenTo(globalThis, ['online', 'offline'], () => interrupt());
    const replacement = await createReplacement(reason === 'invalidToken');
    stopWatching();
    if (replacement) setCurrentAgent(replacement);
  };

  const setCurrentAgent = (agent: TeamsCallAgent): void => {
    stopWatchingAgent();
    const onConnectionState: ConnectionStateChangedEvent = ({ reason }) => {
      interrupt();
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
    agent: current,
    status,
    tryNow,
    setRinging: (value) => {
      if (value === isRinging) return;
      isRinging = value;
      interrupt();
    },
    noteHangUp() {
      hungUpAt = Date.now();
      interrupt();
    },
    async close() {
      closing.abort();
      interrupt();
      stopWatchingAgent();
      const lastAgent = current.get();
      if (lastAgent) await dispose(lastAgent);
    },
  };
}
