import { useState, type DragEvent } from 'react';

/**
 * Lets the user drop what they are dragging on an element.
 * @param isPossible whether the user is dragging something that can be dropped here
 * @returns the element's properties, and whether the pointer is over the element during such a drag
 * @see https://developer.mozilla.org/docs/Web/API/HTML_Drag_and_Drop_API
 */
export function useDropTarget(isPossible: boolean, drop: () => void) {
  const [isEntered, setEntered] = useState(false);
  /** The browser forbids a drop unless the event's default is prevented. */
  const allowDrop = (event: DragEvent) => {
    if (!isPossible) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    setEntered(true);
  };
  return {
    isOver: isPossible && isEntered,
    props: {
      onDragEnter: allowDrop,
      onDragOver: allowDrop,
      onDragLeave({ currentTarget, relatedTarget }: DragEvent): void {
        // The event also comes when the pointer moves to a child of the element.
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setEntered(false);
      },
      onDrop(event: DragEvent): void {
        setEntered(false);
        if (!isPossible) return;
        event.preventDefault();
        drop();
      },
    },
  };
}
