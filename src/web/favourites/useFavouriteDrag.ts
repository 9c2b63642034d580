import type { DragEvent } from 'react';
import { createStore } from '../base/store.ts';
import { useDropTarget } from '../base/useDropTarget.ts';
import { useReadable } from '../base/useReadable.ts';
import { usePeople } from '../people/PeopleProvider.tsx';

/** Raw id of the dragged favourite. Browsers hide the data of a drag until the drop, so the drop targets read this store. */
const draggedPerson = createStore<string | null>(null);

interface FavouriteDrag {
  /** The favourite whose row this is; a dropped favourite goes before it. `null` for a heading; a drop there adds to its group. */
  readonly rawId: string | null;
  /** `null` if nothing can be dragged or dropped here. */
  readonly groupId: string | null;
}

/**
 * Lets the user drag a favourite to another place or group. The menu of a favourite does the same without a mouse.
 * @returns the properties of the element, and whether a dragged favourite is over it
 */
export function useFavouriteDrag({ rawId, groupId }: FavouriteDrag) {
  const { favourites } = usePeople();
  const dragged = useReadable(draggedPerson);
  const { isOver, props } = useDropTarget(groupId !== null && dragged !== null && dragged !== rawId, () => {
    if (groupId === null || dragged === null) return;
    favourites.moveToGroup(dragged, groupId, rawId ?? undefined);
    // The browser raises no `dragend` if the dragged row has moved in the document.
    draggedPerson.set(null);
  });
  return {
    isOver,
    props: {
      ...props,
      draggable: groupId !== null && rawId !== null,
      onDragStart(event: DragEvent) {
        draggedPerson.set(rawId);
        event.dataTransfer.effectAllowed = 'move';
        // Some browsers start no drag without data. The data have their own type, so that no text field accepts the drop.
        event.dataTransfer.setData('application/x-switchboard-person', rawId ?? '');
      },
      onDragEnd: () => draggedPerson.set(null),
    },
  };
}
