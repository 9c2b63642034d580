import {
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  tokens,
  Input,
} from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { useState, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import { maxGroupNameLength, unnamedGroupId, type FavouriteGroup } from '../people/favourites.ts';
import { usePeople } from '../people/PeopleProvider.tsx';
import { findMenuParent } from '../ui/menuParent.ts';
import { oneLine } from '../ui/oneLine.ts';
import { useRowStyles } from './rowStyles.ts';
import { useFavouriteDrag } from './useFavouriteDrag.ts';

/** Returns a function that names a group. The unnamed group, for people in no other group, is shown as *Others*. */
export function useGroupName(): (group: { readonly id: string; readonly name: string }) => string {
  const { t } = useTranslation();
  return ({ id, name }) => (id === unnamedGroupId ? t('favourites.noGroup') : name);
}

const useStyles = makeStyles({
  heading: { display: 'flex', alignItems: 'center', minHeight: '32px', margin: 0, minWidth: 0 },
  toggle: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    flexGrow: 1,
    flexShrink: 1,
    width: 'auto',
    minWidth: 0,
    padding: `0 ${tokens.spacingHorizontalXS}`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    textAlign: 'start',
  },
  chevron: { flexShrink: 0 },
  name: oneLine,
  count: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

interface GroupHeadingProps {
  group: FavouriteGroup;
  /** Runs after a group was moved or removed, with the words that announce this. */
  onChange: (announcement: string) => void;
}

/** The heading of a group. A press collapses or expands the group, the menu changes it, and the user can drop a favourite here. */
export function GroupHeading({ group, onChange }: GroupHeadingProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const rowStyles = useRowStyles();
  const { favourites } = usePeople();
  const name = useGroupName()(group);
  const [isRenaming, setRenaming] = useState(false);
  const { isOver, props: dropProps } = useFavouriteDrag({ rawId: null, groupId: group.id });
  const Chevron = group.isCollapsed ? ChevronRight16Regular : ChevronDown16Regular;
  if (isRenaming)
    return (
      <NameField
        label={t('favourites.groupName')}
        initialName={group.name}
        onName={(newName) => favourites.renameGroup(group.id, newName)}
        onClose={() => setRenaming(false)}
      />
    );
  return (
    <h3 className={mergeClasses(styles.heading, isOver && rowStyles.target)} {...dropProps}>
      <button
        type="button"
        className={mergeClasses(rowStyles.button, styles.toggle)}
        aria-expanded={!group.isCollapsed}
        onClick={() => favourites.setCollapsed(group.id, !group.isCollapsed)}
      >
        <Chevron className={mergeClasses(styles.chevron, 'mirrored')} aria-hidden />
        <bdi className={styles.name}>{name}</bdi> <span className={styles.count}>{group.people.length}</span>
      </button>
      {group.id !== unnamedGroupId && (
        <GroupMenu group={group} onRename={() => setRenaming(true)} onChange={onChange} />
      )}
    </h3>
  );
}

function GroupMenu({ group, onRename, onChange }: GroupHeadingProps & { onRename: () => void }) {
  const { t } = useTranslation();
  const rowStyles = useRowStyles();
  const { favourites } = usePeople();
  // The first group is the unnamed one.
  const namedGroups = useReadable(favourites.groups).slice(1);
  const index = namedGroups.findIndex(({ id }) => id === group.id);
  const { name } = group;
  // Without this state, React would not render the menu again when it opens: at the first render, there may be no `main` yet.
  const [isOpen, setOpen] = useState(false);
  const move = (step: -1 | 1) => {
    favourites.moveGroup(group.id, step);
    onChange(t('favourites.moved', { name, place: index + 1 + step, count: namedGroups.length }));
  };
  return (
    <Menu
      open={isOpen}
      onOpenChange={(_event, { open }) => setOpen(open)}
      positioning={{ autoSize: true }}
      mountNode={findMenuParent()}
    >
      <MenuTrigger disableButtonEnhancement>
        <button type="button" className={rowStyles.button} aria-label={t('favourites.groupMore', { name })}>
          <MoreHorizontal20Regular />
        </button>
      </MenuTrigger>
      <MenuPopover className={rowStyles.menu}>
        <MenuList>
          <MenuItem onClick={onRename}>{t('favourites.rename')}</MenuItem>
          <MenuItem disabled={index === 0} onClick={() => move(-1)}>
            {t('favourites.up', { name })}
          </MenuItem>
          <MenuItem disabled={index === namedGroups.length - 1} onClick={() => move(1)}>
            {t('favourites.down', { name })}
          </MenuItem>
          <MenuItem
            onClick={() => {
              favourites.removeGroup(group.id);
              onChange(t('favourites.groupRemoved', { name }));
            }}
          >
            {t('favourites.removeGroup')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

interface NameFieldProps {
  label: string;
  initialName?: string;
  /** Runs before `onClose` when the user presses Enter or leaves the field, unless the field is empty. */
  onName: (name: string) => void;
  onClose: () => void;
}

/** The field for the name of a group. Escape leaves the name as it was. */
export function NameField({ label, initialName = '', onName, onClose }: NameFieldProps) {
  const [name, setName] = useState(initialName);
  const isClosed = useRef(false);
  /** Only the first call counts, because the field also loses the focus when it disappears. */
  const close = (newName: string) => {
    if (isClosed.current) return;
    isClosed.current = true;
    if (newName !== '') onName(newName);
    onClose();
  };
  return (
    <Input
      size="small"
      aria-label={label}
      placeholder={label}
      maxLength={maxGroupNameLength}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- The user has just asked for this field.
      autoFocus
      value={name}
      onChange={(_event, data) => setName(data.value)}
      onBlur={() => close(name.trim())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') close(name.trim());
        if (event.key === 'Escape') {
          event.preventDefault();
          close('');
        }
      }}
    />
  );
}
