import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName, usePeople } from '../people/PeopleProvider.tsx';
import { findMenuParent } from '../ui/menuParent.ts';
import type { RowPlace } from '../ui/VirtualList.tsx';
import { PersonRow, type ChosenPerson } from './PersonRow.tsx';
import { useReadable } from '../base/useReadable.ts';
import { useCapabilities, usePhone, usePhoneStateLater } from '../calling/react.tsx';
import { useGroupName } from './GroupHeading.tsx';
import { useRowStyles } from './rowStyles.ts';

interface FavouriteRowProps extends RowPlace {
  rawId: string;
  /** The name to show until the directory answers. */
  storedName: string;
  /** The group in which the row can be dragged; `null` if it cannot. */
  groupId: string | null;
  isMenuOpen: boolean;
  onOpen: (person: ChosenPerson) => void;
  onOpenMenu: (person: ChosenPerson) => void;
}

/** The row of a favourite. Its place comes as numbers, because `memo` would render the row again for each new object. */
export const FavouriteRow = memo(function FavouriteRow(props: FavouriteRowProps) {
  const { rawId, storedName, groupId, isMenuOpen, onOpen, onOpenMenu, ...place } = props;
  const { t } = useTranslation();
  const styles = useRowStyles();
  const name = usePersonName(rawId, storedName);
  return (
    <PersonRow rawId={rawId} storedName={storedName} groupId={groupId} place={place} onOpen={onOpen}>
      <button
        type="button"
        className={styles.button}
        aria-label={t('favourites.more', { name })}
        aria-haspopup="menu"
        aria-expanded={isMenuOpen}
        data-menu
        onClick={({ currentTarget }) => onOpenMenu({ rawId, name, button: currentTarget })}
      >
        <MoreHorizontal20Regular />
      </button>
    </PersonRow>
  );
});

interface FavouriteMenuProps {
  /** Whose menu is open; `null` if it is closed. */
  person: ChosenPerson | null;
  onClose: () => void;
  /** Runs after a change of the list, with the words that announce the change. */
  onChange: (announcement: string) => void;
}

/** The menu *More options*, which all rows share: it calls a favourite with video, moves the favourite, or removes it. */
export function FavouriteMenu({ person, onClose, onChange }: FavouriteMenuProps) {
  const { t } = useTranslation();
  const styles = useRowStyles();
  const phone = usePhone();
  const canCall = usePhoneStateLater(({ connection, isPlacing }) => !isPlacing && connection === 'Connected');
  const { favourites } = usePeople();
  const { videoCalls } = useCapabilities();
  const groups = useReadable(favourites.groups);
  const nameOf = useGroupName();
  const rawId = person?.rawId ?? '';
  const name = person?.name ?? '';
  const group = groups.find(({ people }) => people.some(({ id }) => id === rawId));
  const index = group?.people.findIndex(({ id }) => id === rawId) ?? -1;
  const count = group?.people.length ?? 0;
  const move = (step: -1 | 1) => {
    favourites.move(rawId, step);
    onChange(t('favourites.moved', { name, place: index + 1 + step, count }));
  };
  const placeVideoCall = () => void phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: true });
  return (
    <Menu
      open={person !== null && group !== undefined}
      onOpenChange={(_event, { open }) => {
        if (open) return;
        onClose();
        person?.button.focus();
      }}
      positioning={{ autoSize: true, target: person?.button ?? null }}
      mountNode={findMenuParent()}
    >
      <MenuPopover className={styles.menu}>
        <MenuList>
          {videoCalls && (
            <MenuItem disabled={!canCall} onClick={placeVideoCall}>
              {t('person.videoCall', { name })}
            </MenuItem>
          )}
          {videoCalls && <MenuDivider />}
          <MenuItem disabled={index === 0} onClick={() => move(-1)}>
            {t('favourites.up', { name })}
          </MenuItem>
          <MenuItem disabled={index === count - 1} onClick={() => move(1)}>
            {t('favourites.down', { name })}
          </MenuItem>
          {groups
            .filter(({ id }) => id !== group?.id)
            .map((other) => (
              <MenuItem
                key={other.id}
                onClick={() => {
                  favourites.moveToGroup(rawId, other.id);
                  onChange(t('favourites.movedTo', { name, group: nameOf(other) }));
                }}
              >
                {t('favourites.moveTo', { group: nameOf(other) })}
              </MenuItem>
            ))}
          <MenuDivider />
          <MenuItem
            onClick={() => {
              favourites.toggle({ id: rawId, name });
              onChange(t('favourites.removed', { name }));
            }}
          >
            {t('favourites.remove', { name })}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
