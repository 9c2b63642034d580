import { asReadable, createStore } from '../../base/store.ts';
import type { CallSnapshot } from '../call/snapshot.ts';
import { followCalls, sessionsOf, type FollowedPhone } from './followCalls.ts';

/** A caller whom the user has had on hold for so long that the app reminds the user. */
export interface HeldAlert {
  readonly key: string;
  /** Which reminder of this hold it is, from 1. */
  readonly round: number;
}

/** The app reminds the user of the same caller at most once in so many seconds, because a frequent sound disturbs the next call. */
const minRepeatSeconds = 60;

const checkEveryMs = 1_000;

/** @returns how many reminders of a hold are due by now */
function countRounds(heldSeconds: number, alertSeconds: number): number {
  const lateSeconds = heldSeconds - alertSeconds;
  return lateSeconds < 0 ? 0 : 1 + Math.floor(lateSeconds / Math.max(alertSeconds, minRepeatSeconds));
}

/** Whether a single person waits: the people in a meeting or group call talk to each other. */
const isWaiting = ({ heldBy, isMeeting, isGroupCall }: CallSnapshot): boolean =>
  heldBy === 'user' && !isMeeting && !isGroupCall;

/**
 * Reminds the user of the caller who has been on hold longest, after a time and then again and again. It compares times instead of
 * waiting, because browsers delay the timers of a hidden tab.
 * @param getAlertSeconds returns the seconds after which the first reminder is due; 0 for no reminders
 */
export function createHeldAlert(phone: FollowedPhone, getAlertSeconds: () => number) {
  const alert = createStore<HeldAlert | null>(null);
  /** Maps the start of a hold to the last reminder that the user has dismissed. */
  const dismissedRounds = new Map<string, number>();
  /** Runs only while a caller is on hold. */
  let timer: ReturnType<typeof setInterval> | undefined;

  const nameHold = ({ key, heldSince }: CallSnapshot) => `${key} ${heldSince}`;
  const listWaiting = () =>
    sessionsOf(phone)
      .map(({ call }) => call.get())
      .filter(isWaiting)
      .toSorted((first, second) => (first.heldSince ?? 0) - (second.heldSince ?? 0));

  const stopTimer = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const update = (): void => {
    const alertSeconds = getAlertSeconds();
    const waitingCalls = listWaiting();
    const dueAlerts = waitingCalls.flatMap((call) => {
      const heldSeconds = (Date.now() - (call.heldSince ?? 0)) / 1000;
      const round = alertSeconds === 0 ? 0 : countRounds(heldSeconds, alertSeconds);
      return round > (dismissedRounds.get(nameHold(call)) ?? 0) ? [{ key: call.key, round }] : [];
    });
    const [due = null] = dueAlerts;
    const shown = alert.get();
    if (due?.key !== shown?.key || due?.round !== shown?.round) alert.set(due);
    if (waitingCalls.length > 0) timer ??= setInterval(update, checkEveryMs);
    else {
      stopTimer();
      dismissedRounds.clear();
    }
  };
  const stopFollowing = followCalls(phone, update);

  return {
    /** The reminder that is due now; `null` if there is none. */
    alert: asReadable(alert),
    /** Puts the reminder off until the next one is due. */
    dismiss(): void {
      const shown = alert.get();
      const call = shown && phone.findSession(shown.key)?.call.get();
      if (call) dismissedRounds.set(nameHold(call), shown.round);
      update();
    },
    close(): void {
      stopFollowing();
      stopTimer();
    },
  };
}
