import type { TeamsCall, TeamsCallAgent } from '@azure/communication-calling';
import { findEndKind } from '../../errors/endReason.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

/**
 * Milliseconds for which a disconnected agent is kept after a hang-up that the service may not know of. Without it, the
 * other person would stay in the call until the service gives up this client, after about two minutes. Most agents
 * reconnect sooner, and the user, whom nobody can call meanwhile, does not wait longer.
 */
const deliveryMs = 30_000;
/** Milliseconds that the SDK may take to notice that its connection is lost. */
const noticeMs = 10_000;

/** Knows whether an agent may have a hang-up that the service has not got. */
export interface HangUpDelivery {
  /**
   * @param lostAt when the agent was disconnected, in milliseconds since 1970
   * @returns milliseconds for which the agent must still be kept; at most 0 if it need not be kept
   */
  readonly computeStayMs: (lostAt: number) => number;
  readonly stop: Unsubscribe;
}

/** Whether the user may have ended the call. The SDK does not promise that the end reason is there by now. */
const isHungUp = ({ callEndReason }: TeamsCall): boolean =>
  !callEndReason || ['hungUp', 'cancelled'].includes(findEndKind(callEndReason));

/** Watches the calls of an agent for hang-ups. */
export function watchHangUps(agent: TeamsCallAgent): HangUpDelivery {
  let calls = agent.calls;
  let lastHangUpAt = -Infinity;
  const stop = listen(agent, ['callsUpdated'], () => {
    const endedCalls = calls.filter((call) => !agent.calls.includes(call));
    calls = [...agent.calls];
    if (endedCalls.some(isHungUp)) lastHangUpAt = Date.now();
  });
  return {
    computeStayMs: (lostAt) =>
      lastHangUpAt > lostAt - noticeMs ? lastHangUpAt + deliveryMs - Date.now() : 0,
    stop,
  };
}
