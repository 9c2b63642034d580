import type { Readable } from '../../base/store.ts';
import type { CallSession } from '../call/session.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import type { CallList } from './calls.ts';

/** What `followCalls` needs of a phone. */
export interface FollowedPhone {
  readonly state: Readable<CallList>;
  readonly session: (key: string) => CallSession | undefined;
}

/**
 * Calls `look` now, and whenever a call begins, changes or ends.
 * @returns the unsubscribe
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
