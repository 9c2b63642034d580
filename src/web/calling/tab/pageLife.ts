import type { CurrentAgent } from '../agent/currentAgent.ts';
import { followCalls, type FollowedPhone } from '../calls/followCalls.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import { hangUpOnLeave } from './leaving.ts';
import type { Rejoin } from './rejoin.ts';

interface WatchedPhone extends FollowedPhone {
  readonly rejoin: Rejoin;
}

/** Ends the calls of this page when the user leaves it. */
export interface PageLife {
  /**
   * Starts to end the calls of this phone and this agent when the user leaves the page.
   * @param onLeave runs before the calls end
   */
  readonly watch: (phone: WatchedPhone, agent: CurrentAgent, onLeave: () => void) => void;
  readonly stop: Unsubscribe;
}

/**
 * Hangs up all calls when the user leaves the page, and lets the next page offer to rejoin the call that was in front. Must
 * be created before an agent is (see `hangUpOnLeave`).
 */
export function createPageLife(): PageLife {
  let current: CurrentAgent | null = null;
  let onLeave = () => {};
  let onStay = () => {};
  const stops = [
    hangUpOnLeave({
      calls: () => current?.get()?.calls ?? [],
      onLeave: () => onLeave(),
      onStay: () => onStay(),
    }),
  ];
  return {
    watch(phone, agent, beforeLeaving) {
      const { rejoin, state, session } = phone;
      current = agent;
      onLeave = () => {
        beforeLeaving();
        rejoin.leave();
      };
      onStay = rejoin.stay;
      const note = () => rejoin.note(session(state.get().front ?? '')?.callBack() ?? null);
      stops.push(followCalls(phone, note));
    },
    stop: () => stops.forEach((stop) => stop()),
  };
}
