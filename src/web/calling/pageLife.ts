import { keepCallLog } from './callLog.ts';
import type { CurrentAgent } from './currentAgent.ts';
import { followCalls, type FollowedPhone } from './followCalls.ts';
import { hangUpOnLeave } from './leaving.ts';
import type { Unsubscribe } from './listen.ts';
import type { Phone } from './phone.ts';

/**
 * What becomes of calls when their page goes away: they are hung up, they stay in the history, and the next page offers
 * the one in front.
 */
export function watchPageLife(
  phone: FollowedPhone & Pick<Phone, 'history' | 'rejoin'>,
  agent: CurrentAgent,
): Unsubscribe {
  const { history, rejoin, state, session } = phone;
  const log = keepCallLog(phone, history);
  const stops = [
    log.stop,
    followCalls(phone, () => rejoin.note(session(state.get().front ?? '')?.callBack() ?? null)),
    hangUpOnLeave({
      agent,
      onLeave() {
        log.end();
        rejoin.leave();
      },
      onStay: rejoin.stay,
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
