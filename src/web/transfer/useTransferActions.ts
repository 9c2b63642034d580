import { useMemo, useSyncExternalStore } from 'react';
import { subscribeToNothing } from '../base/subscriptions.ts';
import type { CallSession } from '../calling/call/session.ts';
import { useCall, usePhone, usePhoneState, useSession } from '../calling/react.tsx';
import {
  canConsult,
  canConsultInCall,
  canTransferTo,
  canTransferToCall,
  consultInCall,
  findTransferee,
  isTransferable,
  startConsultation,
  transferToCall,
  transferToPerson,
} from './startTransfer.ts';

/** Returns the call that the button *Transfer* transfers (see `findTransferee`). @param front the call on the screen */
function useTransferee(front: CallSession | undefined): CallSession | undefined {
  const phone = usePhone();
  const key = usePhoneState(() => front && findTransferee(phone, front).key);
  return phone.findSession(key ?? '');
}

export const useIsTransferable = (session: CallSession | undefined): boolean =>
  useSyncExternalStore(
    session?.features.subscribe ?? subscribeToNothing,
    () => session !== undefined && isTransferable(session),
  );

/** Returns the call that waits while the user consults the person on the screen; `undefined` in every other call. */
export function useWaitingCall(): CallSession | undefined {
  const front = useSession();
  const transferee = useTransferee(front);
  return transferee === front ? undefined : transferee;
}

/** What completes the transfer for which the user consults the person on the screen. */
interface Completion {
  /** The call with the caller. */
  readonly waitingCall: CallSession;
  readonly isAnswered: boolean;
  readonly isReady: boolean;
  readonly run: () => void;
}

/** @returns `null` unless the call on the screen is a consultation */
export function useCompletion(): Completion | null {
  const front = useSession();
  const waitingCall = useWaitingCall();
  // Renders again when a transfer of the waiting call begins or fails.
  useIsTransferable(waitingCall);
  const isAnswered = useCall(({ connectedAt }) => connectedAt !== null);
  const isReady = useCall(() => waitingCall !== undefined && canTransferToCall(waitingCall, front));
  if (!waitingCall) return null;
  return { waitingCall, isAnswered, isReady, run: () => transferToCall(waitingCall, front) };
}

/** Returns what transfers the call of `useTransferee`; `null` without such a call, or if it cannot be transferred. */
export function useTransferActions() {
  const phone = usePhone();
  const frontKey = usePhoneState(({ front }) => front);
  const front = phone.findSession(frontKey ?? '');
  const transferee = useTransferee(front);
  const isPossible = useIsTransferable(transferee);
  return useMemo(() => {
    if (!front || !transferee || !isPossible) return null;
    /** Whether the press means this call: if a caller has just hung up, it may mean that caller, and must do nothing. */
    const isCurrent = () => !phone.state.get().isSettling && findTransferee(phone, front) === transferee;
    return {
      /** The call that waits while the user consults somebody; `null` if the transferred call is the one on the screen. */
      waitingCall: transferee === front ? null : transferee,
      /** `false` for the user and for the other participant of the call. */
      canTransferTo: (rawId: string): boolean => canTransferTo(phone, transferee, rawId),
      /** `false` also for people whom the user cannot call. */
      canConsult: (rawId: string): boolean => canConsult(phone, transferee, rawId),
      /**
       * Whether the user can consult this person only inside the call. `false` while another caller is on the screen, because the
       * button would not say to which of the calls the person is added.
       */
      canConsultInCall: (rawId: string): boolean =>
        transferee === front && canConsultInCall(phone, transferee, rawId),
      /** Transfers the call at once. @param rawId `8:orgid:…` of a Teams user, or `4:+…` of a phone number */
      transfer: (rawId: string): void => {
        if (isCurrent()) transferToPerson(phone, transferee, rawId);
      },
      /** Calls the person first; the call to transfer waits on hold. */
      consult: (rawId: string): void => {
        if (isCurrent()) void startConsultation(phone, transferee, rawId);
      },
      /** Adds the person to the call. */
      consultInCall: (rawId: string): void => {
        if (isCurrent()) void consultInCall(phone, transferee, rawId);
      },
    };
  }, [phone, front, transferee, isPossible]);
}
