import { useEffect, type DragEvent } from 'react';
import { useTransferActions } from './useTransferActions.ts';
import { draggedCall } from './draggedCall.ts';

/** The properties of an element that the user can drag. */
interface DragSourceProps {
  readonly draggable: boolean;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

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
export function useCallDragSource(callKey: string): DragSourceProps {
  const isTransferable = useTransferActions(callKey) !== null;
  // If the call ends during the drag, the element disappears, and the browser raises no `dragend`.
  useEffect(() => () => stopDragging(callKey), [callKey]);
  return {
    draggable: isTransferable,
    onDragStart(event) {
      draggedCall.set(callKey);
      event.dataTransfer.effectAllowed = 'move';
      // Some browsers start no drag without data. It has a type of its own, so that no text field accepts the drop.
      event.dataTransfer.setData('application/x-switchboard-call', callKey);
    },
    onDragEnd: () => stopDragging(callKey),
  };
}
