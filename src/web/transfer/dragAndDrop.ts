import { useEffect, type DragEvent } from 'react';
import { createStore } from '../base/store.ts';
import { useDropTarget } from '../base/useDropTarget.ts';
import { useReadable } from '../base/useReadable.ts';
import { usePhone } from '../calling/react.tsx';
import { canTransferTo, canTransferToCall, transferToCall, transferToPerson } from './startTransfer.ts';
import { useIsTransferable } from './useTransferActions.ts';

/**
 * Session key of the call that the user is dragging; `null` at all other times. Browsers hide the data of a drag from the elements
 * that it passes over, so these elements read the call from here.
 */
const draggedCall = createStore<string | null>(null);

const stopDragging = (callKey: string) => {
  if (draggedCall.get() === callKey) draggedCall.set(null);
};

/**
 * Makes the element of a call draggable, so that the user can drop the call on a person or on another call. The buttons *Transfer*
 * and *Consult* do the same without a mouse.
 * @param callKey the session key of the call
 * @returns the properties of the element. It cannot be dragged while the call cannot be transferred
 * @see https://developer.mozilla.org/docs/Web/API/HTML_Drag_and_Drop_API
 */
export function useCallDragSource(callKey: string) {
  const isTransferable = useIsTransferable(usePhone().findSession(callKey));
  // If the call ends during the drag, the element disappears, and the browser raises no `dragend`.
  useEffect(() => () => stopDragging(callKey), [callKey]);
  return {
    draggable: isTransferable,
    onDragStart(event: DragEvent): void {
      draggedCall.set(callKey);
      event.dataTransfer.effectAllowed = 'move';
      // Some browsers start no drag without data. It has a type of its own, so that no text field accepts the drop.
      event.dataTransfer.setData('application/x-switchboard-call', callKey);
    },
    onDragEnd: (): void => stopDragging(callKey),
  };
}

/** Where the user can drop a call: on a person, or on another call of the user. */
export type TransferDropTarget =
  | { readonly kind: 'person'; readonly rawId: string }
  /** `callKey` is the session key of the other call. */
  | { readonly kind: 'call'; readonly callKey: string };

/** Lets the user drop a call (see `useCallDragSource`) on an element, which transfers the call to the target. */
export function useTransferDropTarget(target: TransferDropTarget) {
  const phone = usePhone();
  const session = phone.findSession(useReadable(draggedCall) ?? '');
  const otherCall = target.kind === 'call' ? phone.findSession(target.callKey) : undefined;
  const isPossible =
    session !== undefined &&
    (target.kind === 'person'
      ? canTransferTo(phone, session, target.rawId)
      : otherCall !== undefined && canTransferToCall(session, otherCall));
  const dropTarget = useDropTarget(isPossible, () => {
    if (!session) return;
    if (target.kind === 'person') transferToPerson(phone, session, target.rawId);
    else if (otherCall) transferToCall(session, otherCall);
  });
  return {
    /** Whether the user is dragging a call that can be dropped here. Meanwhile the element should look like a target. */
    isPossible,
    ...dropTarget,
  };
}
