import type { ConnectionStateChangedEvent, TeamsCallAgent } from '@azure/communication-calling';
import type { Result } from '../../errors/problem.ts';
import { createStore } from '../../base/store.ts';
import type { AgentSource, AgentStatus, AgentWait } from './currentAgent.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import { browserNetwork, createPause, pauseMs, type NetworkState } from './retryPause.ts';

interface KeeperDeps {
  /** Creates an agent and resolves once it is connected, or with the reason why it is not. */
  readonly create: (options: { freshToken: boolean }) => Promise<Result<TeamsCallAgent>>;
  /** Settles when a creation settles that an attempt did not wait for any longer; `null` when there is none. */
  readonly pending: () => Promise<unknown> | null;
  /** Disposes of an agent; never rejects and never hangs. */
  readonly dispose: (agent: TeamsCallAgent) => Promise<void>;
  readonly network?: NetworkState;
}

/** No call rings longer than this; a dead agent may never tell that it has stopped. */
const ringLimitMs = 90_000;

/** The service did not accept the token: the next attempt with the same one would fail as well. */
const isTokenRefused = (detail = ''): boolean => /^40[13]\//.test(detail);

/**
 * Keeps the phone reachable: an agent that the SDK has disconnected is disposed of and replaced, and the attempts go on
 * until one succeeds. There are never two agents at once, and an agent that has calls is never disposed of.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls `Disconnected` is a
 * terminal state
 */
export function keepAgent(first: TeamsCallAgent, deps: KeeperDeps): AgentSource {
  const { create, pending, dispose, network = browserNetwork } = deps;
  const agent = createStore<TeamsCallAgent | null>(null);
  const status = createStore<AgentStatus>({ kind: 'up' });
  const pause = createPause();
  let isForced = false;
  let isRinging = false;
  const life = new AbortController();
  let attempt = 0;
  let unwatch: Unsubscribe = () => {};

  const down = (waitsFor: AgentWait, nextAttemptAt: number | null = null) =>
    status.set({ kind: 'down', waitsFor, nextAttemptAt, attempt });

  const tryNow = () => {
    const now = status.get();
    if (now.kind === 'up' || (now.waitsFor !== 'time' && now.waitsFor !== 'network')) return;
    isForced = true;
    pause.cutShort();
  };

  /** @returns whether an attempt is due now; `false` when something has changed that must be looked at first. */
  const untilDue = async (): Promise<boolean> => {
    isForced = false;
    if (!network.isOnline()) {
      attempt = 0;
      down('network');
      await pause.wait(null);
      return isForced;
    }
    const ms = pauseMs(attempt);
    down('time', Date.now() + ms);
    return (await pause.wait(ms)) || isForced;
  };

  /** @returns milliseconds that a dead agent still has to stay, `Infinity` while it has calls */
  const mustStayMs = (dead: TeamsCallAgent, lostAt: number): number => {
    if (dead.calls.length > 0) return Infinity;
    return isRinging ? lostAt + ringLimitMs - Date.now() : 0;
  };

  /** @returns an agent that works, or `null` when the phone was closed meanwhile */
  const replace = async (freshToken: boolean): Promise<TeamsCallAgent | null> => {
    attempt = 0;
    const lostAt = Date.now();
    let isTokenStale = freshToken;
    while (!life.signal.aborted) {
      const dead = agent.get();
      // Not documented, but no reason to throw it away either.
      if (dead?.connectionState === 'Connected') return dead;
      const stayMs = dead ? mustStayMs(dead, lostAt) : 0;
      if (stayMs > 0) {
        down('calls');
        await pause.wait(stayMs === Infinity ? null : stayMs);
        continue;
      }
      // Everything that changes meanwhile ends the wait: it is looked at again from the start.
      if (!(await untilDue()) || life.signal.aborted) continue;
      down('attempt');
      if (dead) {
        unwatch();
        agent.set(null);
        await dispose(dead);
      }
      const created = await create({ freshToken: isTokenStale });
      if (created.ok) {
        if (!life.signal.aborted) return created.value;
        await dispose(created.value);
        return null;
      }
      attempt += 1;
      isTokenStale = isTokenRefused(created.problem.detail);
      // It may come after all, while the next attempt is still far away.
      void pending()?.then(tryNow, tryNow);
    }
    return null;
  };

  const lost = async (reason: Parameters<ConnectionStateChangedEvent>[0]['reason']): Promise<void> => {
    const stop = network.watch(pause.cutShort);
    const found = await replace(reason === 'invalidToken');
    stop();
    if (found) adopt(found);
  };

  const adopt = (found: TeamsCallAgent): void => {
    unwatch();
    const onState: ConnectionStateChangedEvent = ({ reason }) => {
      pause.cutShort();
      if (status.get().kind === 'up' && found.connectionState !== 'Connected') void lost(reason);
    };
    found.on('connectionStateChanged', onState);
    const stop = listen(found, ['callsUpdated'], pause.cutShort);
    unwatch = () => {
      stop();
      found.off('connectionStateChanged', onState);
    };
    agent.set(found);
    status.set({ kind: 'up' });
    // It may have been lost between its creation and this moment.
    if (found.connectionState !== 'Connected') void lost(undefined);
  };
  adopt(first);

  return {
    agent,
    status,
    tryNow,
    setRinging: (value) => {
      if (value === isRinging) return;
      isRinging = value;
      pause.cutShort();
    },
    async close() {
      life.abort();
      pause.cutShort();
      unwatch();
      const last = agent.get();
      if (last) await dispose(last);
    },
  };
}
