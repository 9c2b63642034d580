import type { Readable } from '../../base/store.ts';
import type { CallSession } from '../call/session.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import type { CallList } from './calls.ts';

/** The part of a phone that `followCalls` reads. */
export interface FollowedPhone {
  readonly state: Readable<CallList>;
  readonly session: (key: string) => CallSession | undefined;
}

/**
 * Calls `onChange` at once, and whenever a call begins, changes or ends.
 * @returns the unsubscribe
 */
export function followCalls({ state, session }: FollowedPhone, onChange: () => void): Unsubscribe {
  const followed = new Map<CallSession, Unsubscribe>();
  const sync = () => {
    const current = sessionsOf({ state, session });
    for (const [old, stop] of followed) {
      if (current.includes(old)) continue;
      stop();
      followed.delete(old);
    }
    for (const each of current) if (!followed.has(each)) followed.set(each, each.call.subscribe(onChange));
    onChange();
  };
  const unsubscribe = state.subscribe(sync);
  sync();
  return () => {
    unsubscribe();
    for (const stop of followed.values()) stop();
  };
}

/** The sessions of all calls of a phone, oldest first. */
export const sessionsOf = ({ state, session }: FollowedPhone): readonly CallSession[] =>
  state.get().calls.flatMap((key) => session(key) ?? []);
