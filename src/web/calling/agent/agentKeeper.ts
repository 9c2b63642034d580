import type { ConnectionStateChangedEvent, TeamsCallAgent } from '@azure/communication-calling';
import type { Result } from '../../errors/problem.ts';
import { createStore } from '../../base/store.ts';
import { createAgentWaits } from './agentWaits.ts';
import type { AgentSource } from './currentAgent.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import { browserNetwork, type NetworkState } from './retryPause.ts';

interface KeeperDeps {
  /** Creates an agent. Resolves once the agent is connected, or with the reason why it is not. */
  readonly create: (options: { freshToken: boolean }) => Promise<Result<TeamsCallAgent>>;
  /** Settles together with a creation that has outlasted its attempt; `null` if there is none. */
  readonly pending: () => Promise<unknown> | null;
  /** Disposes of an agent; never rejects and never hangs. */
  readonly dispose: (agent: TeamsCallAgent) => Promise<void>;
  readonly network?: NetworkState;
}

/** Milliseconds. No call rings longer, and a dead agent may not report that a call has stopped ringing. */
const ringLimitMs = 90_000;

/** Whether the service refused the token, so that another attempt with the same token would fail as well. */
const isTokenRefused = (detail = ''): boolean => /^40[13]\//.test(detail);

/**
 * Keeps the user reachable: it disposes of an agent that the SDK has disconnected, and tries to create another one until
 * that succeeds. There are never two agents at once, and an agent that has calls is never disposed of.
 *
 * Longer than 80 lines: losing, replacing and watching an agent call each other and share its state.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls `Disconnected` is a
 * terminal state
 */
export function keepAgent(first: TeamsCallAgent, deps: KeeperDeps): AgentSource {
  const { create, pending, dispose, network = browserNetwork } = deps;
  const current = createStore<TeamsCallAgent | null>(null);
  const waits = createAgentWaits(network);
  const closing = new AbortController();
  let isRinging = false;
  let unwatch: Unsubscribe = () => {};

  /** Milliseconds for which a dead agent must not be disposed of: `Infinity` while it has calls. */
  const mustStayMs = (dead: TeamsCallAgent, lostAt: number): number => {
    if (dead.calls.length > 0) return Infinity;
    return isRinging ? lostAt + ringLimitMs - Date.now() : 0;
  };

  const disposeOfCurrent = async (dead: TeamsCallAgent): Promise<void> => {
    unwatch();
    current.set(null);
    await dispose(dead);
  };

  /** @returns an agent that works, or `null` if the phone was closed meanwhile */
  const replace = async (freshToken: boolean): Promise<TeamsCallAgent | null> => {
    waits.lost();
    const lostAt = Date.now();
    let needsFreshToken = freshToken;
    // Every wait also ends when something changes, and then everything is checked again.
    while (!closing.signal.aborted) {
      const dead = current.get();
      // An agent that has reconnected by itself can be used, although no document says that agents do that.
      if (dead?.connectionState === 'Connected') return dead;
      const stayMs = dead ? mustStayMs(dead, lostAt) : 0;
      if (stayMs > 0) {
        await waits.whileCallsLast(stayMs);
        continue;
      }
      if (!(await waits.untilDue()) || closing.signal.aborted) continue;
      waits.attemptBegins();
      if (dead) await disposeOfCurrent(dead);
      const created = await create({ freshToken: needsFreshToken });
      if (created.ok) {
        if (!closing.signal.aborted) return created.value;
        await dispose(created.value);
        return null;
      }
      waits.attemptFailed();
      needsFreshToken = isTokenRefused(created.problem.detail);
      // A creation that outlasted this attempt may still succeed; then the next attempt is made at once.
      void pending()?.then(waits.tryNow, waits.tryNow);
    }
    return null;
  };

  const onLost = async (reason: Parameters<ConnectionStateChangedEvent>[0]['reason']): Promise<void> => {
    const stop = network.watch(waits.interrupt);
    const replacement = await replace(reason === 'invalidToken');
    stop();
    if (replacement) adopt(replacement);
  };

  const adopt = (agent: TeamsCallAgent): void => {
    unwatch();
    const onState: ConnectionStateChangedEvent = ({ reason }) => {
      waits.interrupt();
      if (waits.status.get().kind === 'up' && agent.connectionState !== 'Connected') void onLost(reason);
    };
    agent.on('connectionStateChanged', onState);
    const stop = listen(agent, ['callsUpdated'], waits.interrupt);
    unwatch = () => {
      stop();
      agent.off('connectionStateChanged', onState);
    };
    current.set(agent);
    waits.up();
    // The SDK may have disconnected the agent since it was created.
    if (agent.connectionState !== 'Connected') void onLost(undefined);
  };
  adopt(first);

  return {
    agent: current,
    status: waits.status,
    tryNow: waits.tryNow,
    setRinging: (value) => {
      if (value === isRinging) return;
      isRinging = value;
      waits.interrupt();
    },
    async close() {
      closing.abort();
      waits.interrupt();
      unwatch();
      const last = current.get();
      if (last) await dispose(last);
    },
  };
}
