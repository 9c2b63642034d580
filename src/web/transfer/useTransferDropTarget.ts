import { useState, type DragEvent } from 'react';
import { useReadable } from '../base/useReadable.ts';
import { usePhone } from '../calling/react.tsx';
import { draggedCall } from './draggedCall.ts';
import { canTransferTo, canTransferToCall, transferToCall, transferToPerson } from './startTransfer.ts';

/** Where the user can drop a call: on a person, or on another call of the user. */
export type TransferDropTarget =
  | { readonly kind: 'person'; readonly rawId: string }
  /** `callKey` is the session key of the other call. */
  | { readonly kind: 'call'; readonly callKey: string };

export interface DropTarget {
  /** Whether the user is dragging a call that can be dropped here. Meanwhile the element should look like a target. */
  readonly isPossible: boolean;
  /** Whether the dragged call is over the element. */
  readonly isOver: boolean;
  /** The properties of the element. */
  readonly props: {
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** Lets the user drop a call (see `useCallDragSource`) on an element, which transfers the call to the target. */
export function useTransferDropTarget(target: TransferDropTarget): DropTarget {
  const phone = usePhone();
  const session = phone.findSession(useReadable(draggedCall) ?? '');
  const [isEntered, setEntered] = useState(false);
  const otherCall = target.kind === 'call' ? phone.findSession(target.callKey) : undefined;
  const isPossible =
    session !== undefined &&
    (target.kind === 'person'
      ? canTransferTo(phone, session, target.rawId)
      : otherCall !== undefined && canTransferToCall(session, otherCall));
  /** The browser allows a drop only where the event's default is prevented. */
  const allowDrop = (event: DragEvent) => {
    if (!isPossible) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    setEntered(true);
  };
  return {
    isPossible,
    isOver: isPossible && isEntered,
    props: {
      onDragEnter: allowDrop,
      onDragOver: allowDrop,
      onDragLeave({ currentTarget, relatedTarget }) {
        // The event also comes when the pointer moves to a child of the element.
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setEntered(false);
      },
      onDrop(event) {
        setEntered(false);
        if (!isPossible) return;
        event.preventDefault();
        if (target.kind === 'person') transferToPerson(phone, session, target.rawId);
        else if (otherCall) transferToCall(session, otherCall);
      },
    },
  };
}
