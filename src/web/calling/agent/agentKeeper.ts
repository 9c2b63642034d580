import type { ConnectionStateChangedEvent, TeamsCallAgent } from '@azure/communication-calling';
import type { Result } from '../../errors/problem.ts';
import { createStore } from '../../base/store.ts';
import { browserNetwork, createAgentWaits, type NetworkState } from './agentWaits.ts';
import type { AgentSource } from './currentAgent.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

interface KeeperDeps {
  /**
   * Creates an agent. Resolves with the connected agent, or with the reason why no agent could be connected.
   * @param options.freshToken whether a new token must be acquired, because the service refused the last one
   */
  readonly create: (options: { freshToken: boolean }) => Promise<Result<TeamsCallAgent>>;
  /**
   * @returns the creation that is still running although its attempt has failed, as a promise; `null` if there is none
   */
  readonly findPendingCreation: () => Promise<unknown> | null;
  /** Disposes of an agent. Never rejects and never hangs. */
  readonly dispose: (agent: TeamsCallAgent) => Promise<void>;
  /** The browser's network state by default; tests replace it. */
  readonly network?: NetworkState;
}

/**
 * Milliseconds after which a call has certainly stopped ringing. The limit is needed because a disconnected agent does
 * not always report that a call has stopped ringing.
 */
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
 * Whether the service refused the token, so another attempt with the same token would fail as well.
 * @param detail the SDK's code and subcode, for example `401/44110`. The codes 401 and 403 mean that the service
 * refused the token
 */
const isTokenRefused = (detail = ''): boolean => /^40[13]\//.test(detail);

/**
 * Keeps the user reachable. When the SDK disconnects the agent, this function disposes of the agent and tries to create
 * another one until that succeeds. There are never two agents at once. Only `close` disposes of an agent that still has
 * calls, or a hang-up that the service may not have got.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls `Disconnected` is a
 * terminal state
 */
export function keepAgentConnected(firstAgent: TeamsCallAgent, deps: KeeperDeps): AgentSource {
  const { create, findPendingCreation, dispose, network = browserNetwork } = deps;
  const current = createStore<TeamsCallAgent | null>(null);
  const waits = createAgentWaits(network);
  const closing = new AbortController();
  let isRinging = false;
  let stopWatchingAgent: Unsubscribe = () => {};
  /** When the user last hung up a call of the agent in use, in milliseconds since 1970. */
  let hungUpAt = -Infinity;

  /**
   * @param lostAt when the agent was disconnected, in milliseconds since 1970
   * @returns milliseconds for which a disconnected agent must not be disposed of: `Infinity` while it has calls
   */
  const computeStayMs = (lostAgent: TeamsCallAgent, lostAt: number): number => {
    if (lostAgent.calls.length > 0) return Infinity;
    return isRinging ? lostAt + ringLimitMs - Date.now() : 0;
  };

  /** @returns milliseconds for which a disconnected agent may still have to deliver a hang-up; at most 0 if it has not */
  const computeDeliveryMs = (lostAt: number): number =>
    hungUpAt > lostAt - noticeMs ? hungUpAt + deliveryMs - Date.now() : 0;

  const disposeOfCurrent = async (lostAgent: TeamsCallAgent): Promise<void> => {
    stopWatchingAgent();
    current.set(null);
    await dispose(lostAgent);
  };

  /** Creates an agent in place of the disconnected one. @returns `null` if `close` was called meanwhile */
  const createReplacement = async (freshToken: boolean): Promise<TeamsCallAgent | null> => {
    waits.resetAttempts();
    const lostAt = Date.now();
    let needsFreshToken = freshToken;
    // Every wait also ends early when the network, the calls or the connection change. Then the loop checks them again.
    while (!closing.signal.aborted) {
      const lostAgent = current.get();
      // The agent may have reconnected by itself, although no document says that agents do that. Then it can be used.
      if (lostAgent?.connectionState === 'Connected') return lostAgent;
      const stayMs = lostAgent ? computeStayMs(lostAgent, lostAt) : 0;
      if (stayMs > 0) {
        await waits.waitWhileCallsLast(stayMs);
        continue;
      }
      const hangUpMs = lostAgent ? computeDeliveryMs(lostAt) : 0;
      const isDue = hangUpMs > 0 ? await waits.waitForHangUp(hangUpMs) : await waits.waitUntilDue();
      if (!isDue || closing.signal.aborted) continue;
      waits.markAttemptRunning();
      if (lostAgent) await disposeOfCurrent(lostAgent);
      const creationResult = await create({ freshToken: needsFreshToken });
      if (creationResult.ok) {
        if (!closing.signal.aborted) return creationResult.value;
        await dispose(creationResult.value);
        return null;
      }
      waits.countFailedAttempt();
      needsFreshToken = isTokenRefused(creationResult.problem.detail);
      // The creation may go on although this attempt has failed. When the creation ends, the next attempt is made at
      // once.
      void findPendingCreation()?.then(waits.tryNow, waits.tryNow);
    }
    return null;
  };

  const replaceLostAgent = async (
    reason: Parameters<ConnectionStateChangedEvent>[0]['reason'],
  ): Promise<void> => {
    const stopWatching = network.watch(waits.interrupt);
    const replacement = await createReplacement(reason === 'invalidToken');
    stopWatching();
    if (replacement) setCurrentAgent(replacement);
  };

  const setCurrentAgent = (agent: TeamsCallAgent): void => {
    stopWatchingAgent();
    const onConnectionState: ConnectionStateChangedEvent = ({ reason }) => {
      waits.interrupt();
      if (waits.status.get().kind === 'up' && agent.connectionState !== 'Connected')
        void replaceLostAgent(reason);
    };
    agent.on('connectionStateChanged', onConnectionState);
    hungUpAt = -Infinity;
    const stop = listen(agent, ['callsUpdated'], waits.interrupt);
    stopWatchingAgent = () => {
      stop();
      agent.off('connectionStateChanged', onConnectionState);
    };
    current.set(agent);
    waits.markUp();
    // The SDK may have disconnected the agent since it was created.
    if (agent.connectionState !== 'Connected') void replaceLostAgent(undefined);
  };
  setCurrentAgent(firstAgent);

  return {
    agent: current,
    status: waits.status,
    tryNow: waits.tryNow,
    setRinging: (value) => {
      if (value === isRinging) return;
      isRinging = value;
      waits.interrupt();
    },
    noteHangUp() {
      hungUpAt = Date.now();
      waits.interrupt();
    },
    async close() {
      closing.abort();
      waits.interrupt();
      stopWatchingAgent();
      const lastAgent = current.get();
      if (lastAgent) await dispose(lastAgent);
    },
  };
}
