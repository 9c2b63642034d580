import type { Readable } from '../../base/store.ts';
import type { CallSession } from '../call/session.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import type { CallList } from './calls.ts';
import { createSubscriptions, joinStops } from '../../base/subscriptions.ts';

export interface FollowedPhone {
  readonly state: Readable<CallList>;
  readonly findSession: (key: string) => CallSession | undefined;
}

/** Calls `onChange` now, and whenever a call of the phone begins, changes or ends. */
export function followCalls(phone: FollowedPhone, onChange: () => void): Unsubscribe {
  const subscriptions = createSubscriptions((session: CallSession) => session.call.subscribe(onChange));
  const onListChange = () => {
    subscriptions.sync(sessionsOf(phone));
    onChange();
  };
  const stopListening = phone.state.subscribe(onListChange);
  onListChange();
  return joinStops(stopListening, subscriptions.stop);
}

/** The sessions of all calls of a phone, oldest first. */
export const sessionsOf = ({ state, findSession }: FollowedPhone): readonly CallSession[] =>
  state.get().calls.flatMap((key) => findSession(key) ?? []);
