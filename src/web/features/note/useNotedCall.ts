import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { useSession } from '../../calling/react.tsx';
import { noteAfterCall } from '../../history/noteAfterCall.ts';
import { useOtherName } from '../../people/useOtherName.ts';
import { useWaitingCall } from '../../transfer/useTransferActions.ts';

/**
 * Returns the call about which the user writes: the call on the screen or, while the user consults somebody, the call with the caller
 * who waits. What the colleague says is about that caller, and belongs into the caller's history entry. Beside the open note about
 * an ended call, too, the title says whose note this is.
 */
export function useNotedCall() {
  const { t } = useTranslation();
  const front = useSession();
  const waitingCall = useWaitingCall();
  const isBesideOtherNote = useReadable(noteAfterCall) !== null;
  const noted = waitingCall ?? front;
  const { call } = noted;
  const name = useOtherName(noted) || t('transfer.someone');
  return {
    /** Its key, as the key of the component, keeps the field's text when the SDK changes the call's id. */
    session: noted,
    /** The SDK's id, by which the history knows the call. */
    id: useSyncExternalStore(call.subscribe, () => call.get().id),
    /** Names the caller; `undefined` if the user can only mean the person on the screen. */
    title: waitingCall || isBesideOtherNote ? t('note.about', { name }) : undefined,
  };
}
