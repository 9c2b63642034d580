import type { Unsubscribe } from './listen.ts';
import type { Phone } from './phone.ts';
import type { CallSession } from './session.ts';

/** What is needed of a phone to follow its calls from outside. */
export type FollowedPhone = Pick<Phone, 'state' | 'session'>;

/**
 * Calls `look` now and after every change of the calls there are, or of one of them.
 * @returns the end of it
 */
export function followCalls({ state, session }: FollowedPhone, look: () => void): Unsubscribe {
  const followed = new Map<CallSession, Unsubscribe>();
  const sync = () => {
    const now = sessionsOf({ state, session });
    for (const [gone, stop] of followed) {
      if (now.includes(gone)) continue;
      stop();
      followed.delete(gone);
    }
    for (const one of now) if (!followed.has(one)) followed.set(one, one.call.subscribe(look));
    look();
  };
  const unsubscribe = state.subscribe(sync);
  sync();
  return () => {
    unsubscribe();
    for (const stop of followed.values()) stop();
  };
}

export const sessionsOf = ({ state, session }: FollowedPhone): readonly CallSession[] =>
  state.get().calls.flatMap((key) => session(key) ?? []);
