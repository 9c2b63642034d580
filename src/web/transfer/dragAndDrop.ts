import { useEffect, type DragEvent } from 'react';
import { createStore } from '../base/store.ts';
import { useDropTarget } from '../base/useDropTarget.ts';
import { useReadable } from '../base/useReadable.ts';
import { usePhone } from '../calling/react.tsx';
import { canTransferTo, canTransferToCall, transferToCall, transferToPerson } from './startTransfer.ts';
import { useIsTransferable } from './useTransferActions.ts';

/**
 * Session key of the call that the user is dragging; `null` if there is none. A store, because browsers hide the data of a drag
 * from the elements under the pointer until the drop.
 */
const draggedCall = createStore<string | null>(null);

const stopDragging = (callKey: string) => {
  if (draggedCall.get() === callKey) draggedCall.set(null);
};

/**
 * Lets the user drag a call and drop it on a person or on another call. Buttons do the same without a mouse.
 * @param callKey the session key of the call
 * @returns properties for the element to drag. They make it draggable while the call can be transferred
 */
export function useCallDragSource(callKey: string) {
  const isTransferable = useIsTransferable(usePhone().findSession(callKey));
  // The element of a call that ends disappears, and then the browser raises no `dragend`.
  useEffect(() => () => stopDragging(callKey), [callKey]);
  return {
    draggable: isTransferable,
    onDragStart(event: DragEvent): void {
      draggedCall.set(callKey);
      event.dataTransfer.effectAllowed = 'move';
      // Some browsers start no drag without data. Text fields do not accept this type of data.
      event.dataTransfer.setData('application/x-switchboard-call', callKey);
    },
    onDragEnd: (): void => stopDragging(callKey),
  };
}

/** On what the user can drop a call: on a person, or on another call (`callKey` is its session key). */
export type TransferDropTarget =
  { readonly kind: 'person'; readonly rawId: string } | { readonly kind: 'call'; readonly callKey: string };

/**
 * Lets the user drop a call (see `useCallDragSource`) on an element, which transfers the call to `target`.
 * @returns what `useDropTarget` returns, and whether the user is dragging a call that can be dropped here (`isPossible`)
 */
export function useTransferDropTarget(target: TransferDropTarget) {
  const phone = usePhone();
  const dragged = phone.findSession(useReadable(draggedCall) ?? '');
  const targetCall = target.kind === 'call' ? phone.findSession(target.callKey) : undefined;
  const canDrop = () => {
    if (!dragged) return false;
    if (target.kind === 'person') return canTransferTo(phone, dragged, target.rawId);
    return targetCall !== undefined && canTransferToCall(dragged, targetCall);
  };
  const isPossible = canDrop();
  const dropTarget = useDropTarget(isPossible, () => {
    if (!dragged) return;
    if (target.kind === 'person') transferToPerson(phone, dragged, target.rawId);
    else if (targetCall) transferToCall(dragged, targetCall);
  });
  return { isPossible, ...dropTarget };
}
