import type { DragEvent } from 'react';
import { createStore } from '../base/store.ts';
import { useDropTarget } from '../base/useDropTarget.ts';
import { useReadable } from '../base/useReadable.ts';
import { usePeople } from '../people/PeopleProvider.tsx';

/**
 * Raw id of the favourite that the user is dragging; `null` if there is none. A store, because browsers hide the data of a drag
 * from the elements under the pointer until the drop.
 */
const draggedPerson = createStore<string | null>(null);

interface FavouriteDrag {
  /** Raw id of the favourite in this row, before which a dropped favourite goes; `null` for a heading: there it goes to the end. */
  readonly rawId: string | null;
  /** The group of the row or heading; `null` if nothing can be dragged or dropped here. */
  readonly groupId: string | null;
}

/**
 * Lets the user drag a favourite to another place or group. The menu of a favourite does the same without a mouse.
 * @returns the properties of the row or heading, and whether a dragged favourite is over it
 */
export function useFavouriteDrag({ rawId, groupId }: FavouriteDrag) {
  const { favourites } = usePeople();
  const dragged = useReadable(draggedPerson);
  const { isOver, props } = useDropTarget(groupId !== null && dragged !== null && dragged !== rawId, () => {
    if (groupId === null || dragged === null) return;
    favourites.moveToGroup(dragged, groupId, rawId ?? undefined);
    // The dragged row has moved in the document, so the browser raises no `dragend` for it.
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
