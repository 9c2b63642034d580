import { memo } from 'react';
import { usePersonName } from '../people/PeopleProvider.tsx';
import type { RowPlace } from '../ui/VirtualList.tsx';
import { FavouriteMenuButton } from './FavouriteMenu.tsx';
import { PersonRow, type PressedPerson } from './PersonRow.tsx';

interface FavouriteRowProps extends RowPlace {
  rawId: string;
  storedName: string;
  groupId: string | null;
  isMenuOpen: boolean;
  onOpen: (person: PressedPerson) => void;
  onOpenMenu: (person: PressedPerson) => void;
}

/**
 * The row of a favourite. While the list scrolls, only new rows render, because the other rows get the same properties. So the
 * place comes as numbers, and not as an object.
 */
export const FavouriteRow = memo(function FavouriteRow({
  rawId,
  storedName,
  groupId,
  isMenuOpen,
  onOpen,
  onOpenMenu,
  ...place
}: FavouriteRowProps) {
  const name = usePersonName(rawId, storedName);
  return (
    <PersonRow {...{ rawId, storedName, groupId, place, onOpen }}>
      <FavouriteMenuButton rawId={rawId} name={name} isOpen={isMenuOpen} onOpen={onOpenMenu} />
    </PersonRow>
  );
});
