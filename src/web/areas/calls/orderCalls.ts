import type { CallSession } from '../../calling/call/session.ts';
import { sessionsOf } from '../../calling/calls/followCalls.ts';
import type { Phone } from '../../calling/phone.ts';

/**
 * Orders the calls of the list: the front call (the call on the screen), then the calls on hold, and then the calls that are being
 * set up. The longest hold comes first, so that nobody waits unnoticed.
 */
export function orderCalls(sessions: readonly CallSession[], frontKey: string | null) {
  const rank = (session: CallSession) => {
    if (session.key === frontKey) return -Infinity;
    const { heldSince, connectedAt } = session.call.get();
    // A connected call that is not on the screen is on hold, or is being put on hold.
    return heldSince ?? (connectedAt === null ? Infinity : Number.MAX_SAFE_INTEGER);
  };
  // The difference of two infinite ranks is `NaN`, so `|| 0` lets these calls keep their order.
  return sessions.toSorted((first, second) => rank(first) - rank(second) || 0);
}

/**
 * Keeps the places of calls that have ended, so that no other call moves to where the user was about to press. The calls close up as
 * soon as another call is added, held or resumed, which is what the user does.
 * @param shown the rows that the list has shown so far, those of ended calls included
 * @param rows the rows of all calls that there are now. The text of a row changes when its call is held or resumed
 */
export function keepPlaces(shown: readonly string[], rows: readonly string[]): readonly string[] {
  const isThere = (row: string) => rows.includes(row);
  const haveOnlyEnded = JSON.stringify(shown.filter(isThere)) === JSON.stringify(rows);
  return haveOnlyEnded ? shown.slice(0, shown.findLastIndex(isThere) + 1) : rows;
}

/** Finds the key of the call that waits longest; `null` if there is no call but the one on the screen. */
export function findNextCall(phone: Phone): string | null {
  const { front } = phone.state.get();
  return orderCalls(sessionsOf(phone), front).find(({ key }) => key !== front)?.key ?? null;
}

/** Finds the key of the call with this number in the list (`CallSession.slot`); `null` if there is none. */
export const findCallInSlot = (phone: Phone, slot: number): string | null =>
  sessionsOf(phone).find((session) => session.slot === slot)?.key ?? null;
