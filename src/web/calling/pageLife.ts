import { keepCallLog } from './callLog.ts';
import type { CurrentAgent } from './currentAgent.ts';
import { followCalls, type FollowedPhone } from './followCalls.ts';
import { hangUpOnLeave } from './leaving.ts';
import type { Unsubscribe } from './listen.ts';
import type { Phone } from './phone.ts';

type WatchedPhone = FollowedPhone & Pick<Phone, 'history' | 'rejoin'>;

export interface PageLife {
  /** From now on the calls of this phone and this agent are looked after. */
  readonly watch: (phone: WatchedPhone, agent: CurrentAgent) => void;
  readonly stop: Unsubscribe;
}

/**
 * What becomes of calls when their page goes away: they are hung up, they stay in the history, and the next page offers
 * the one in front. Create it before there is an agent.
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
    watch(phone, agent) {
      const { history, rejoin, state, session } = phone;
      const log = keepCallLog(phone, history);
      current = agent;
      onLeave = () => {
        log.end();
        rejoin.leave();
      };
      onStay = rejoin.stay;
      stops.push(
        log.stop,
        followCalls(phone, () => rejoin.note(session(state.get().front ?? '')?.callBack() ?? null)),
      );
    },
    stop: () => stops.forEach((stop) => stop()),
  };
}
