import { useMemo, useSyncExternalStore } from 'react';
import { isSameIdentity } from '../calling/call/target.ts';
import { usePhone, usePhoneState } from '../calling/react.tsx';
import {
  canTransferTo,
  findPreparedTransferOf,
  isTransferable,
  startConsultation,
  transferToPerson,
} from './startTransfer.ts';
import { subscribeToNothing } from '../base/subscriptions.ts';

/**
 * Gives every part of the screen the transfer of one call, for example a row of the list *Favourites*.
 * @param callKey the session key of the call; without it, the front call (the call on the screen) is transferred
 * @returns `null` while there is no such call, and while it cannot be transferred: it is not connected, is a group call or a
 *   meeting, or is being transferred already
 */
export function useTransferActions(callKey?: string) {
  const phone = usePhone();
  const frontKey = usePhoneState(({ front }) => front);
  const session = phone.findSession(callKey ?? frontKey ?? '');
  const isPossible = useSyncExternalStore(
    session?.features.subscribe ?? subscribeToNothing,
    () => session !== undefined && isTransferable(session),
  );
  return useMemo(() => {
    if (!session || !isPossible) return null;
    /** Returns the call to transfer: if `session` is a consultation with this person, the call that waits for it. */
    const findTransferee = (rawId: string) =>
      isSameIdentity(rawId, session.call.get().other)
        ? (findPreparedTransferOf(phone, session)?.waitingCall ?? session)
        : session;
    return {
      /** Whether the call can be transferred to this person. `false` for the user and for the other participant of the call. */
      canTransferTo: (rawId: string): boolean => canTransferTo(phone, findTransferee(rawId), rawId),
      /**
       * Transfers the call to the person at once. During a consultation with this person (an earlier call waits on hold for
       * it), the waiting call is transferred to the person.
       * @param rawId `8:orgid:…` of a Teams user, or `4:+…` of a phone number
       */
      transfer: (rawId: string): void => transferToPerson(phone, findTransferee(rawId), rawId),
      /** Calls the person first; the call to transfer waits on hold. */
      consult: (rawId: string): void => void startConsultation(phone, session, rawId),
    };
  }, [phone, session, isPossible]);
}
