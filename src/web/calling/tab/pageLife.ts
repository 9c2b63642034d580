import type { CurrentAgent } from '../agent/currentAgent.ts';
import { followCalls, type FollowedPhone } from '../calls/followCalls.ts';
import { hangUpOnLeave } from './hangUpOnLeave.ts';
import type { RejoinOffer } from './rejoinOffer.ts';

/** The part of a phone that this file uses: its calls, and the offer to rejoin a call. */
interface WatchedPhone extends FollowedPhone {
  readonly rejoin: RejoinOffer;
}

/**
 * Hangs up all calls when the user leaves the page, and lets the next page offer to rejoin the front call (the call on
 * the screen). Must be called before an agent is created (see `hangUpOnLeave`).
 */
export function createPageLife() {
  let watchedAgent: CurrentAgent | null = null;
  let onLeave = () => {};
  let onStay = () => {};
  const stops = [
    hangUpOnLeave({
      getCalls: () => watchedAgent?.get()?.calls ?? [],
      onLeave: () => onLeave(),
      onStay: () => onStay(),
    }),
  ];
  return {
    /**
     * Sets the phone and the agent whose calls are hung up when the user leaves the page.
     * @param onBeforeHangUp runs before the calls are hung up
     */
    watch(phone: WatchedPhone, agent: CurrentAgent, onBeforeHangUp: () => void): void {
      const { rejoin, state, findSession } = phone;
      watchedAgent = agent;
      onLeave = () => {
        onBeforeHangUp();
        rejoin.markLeft();
      };
      onStay = rejoin.markStayed;
      const updateRejoinNote = () => {
        const frontSession = findSession(state.get().front ?? '');
        rejoin.noteFrontCall(frontSession?.findRejoinTarget() ?? null);
      };
      stops.push(followCalls(phone, updateRejoinNote));
    },
    stop: (): void => stops.forEach((stop) => stop()),
  };
}
