import { useState, type DragEvent } from 'react';
import { createStore } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { usePeople } from '../people/PeopleProvider.tsx';

/** Raw id of the favourite that the user is dragging. Browsers hide the data of a drag from what it passes over. */
const draggedPerson = createStore<string | null>(null);

interface FavouriteDrag {
  /** The favourite that can be dragged, and before which a dragged favourite is put; `null` for the end of the group. */
  readonly rawId: string | null;
  /** `null` if nothing can be dragged or dropped here. */
  readonly groupId: string | null;
}

/**
 * Lets the user drag a favourite to another place or group. The menu of a favourite does the same without a mouse.
 * @returns the properties of the element, and whether a dragged favourite is over it
 * @see https://developer.mozilla.org/docs/Web/API/HTML_Drag_and_Drop_API
 */
export function useFavouriteDrag({ rawId, groupId }: FavouriteDrag) {
  const { favourites } = usePeople();
  const dragged = useReadable(draggedPerson);
  const [isEntered, setEntered] = useState(false);
  const isPossible = groupId !== null && dragged !== null && dragged !== rawId;
  const allowDrop = (event: DragEvent) => {
    if (!isPossible) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    setEntered(true);
  };
  return {
    isOver: isPossible && isEntered,
    props: {
      draggable: groupId !== null && rawId !== null,
      onDragStart(event: DragEvent) {
        draggedPerson.set(rawId);
        event.dataTransfer.effectAllowed = 'move';
        // Some browsers start no drag without data. It has a type of its own, so that no text field accepts the drop.
        event.dataTransfer.setData('application/x-switchboard-person', rawId ?? '');
      },
      onDragEnd: () => draggedPerson.set(null),
      onDragEnter: allowDrop,
      onDragOver: allowDrop,
      onDragLeave({ currentTarget, relatedTarget }: DragEvent) {
        // The event also comes when the pointer moves to a child of the element.
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setEntered(false);
      },
      onDrop(event: DragEvent) {
        setEntered(false);
        if (!isPossible) return;
        event.preventDefault();
        favourites.moveToGroup(dragged, groupId, rawId ?? undefined);
        // The browser raises no `dragend` if the dragged row has moved in the document.
        draggedPerson.set(null);
      },
    },
  };
}
