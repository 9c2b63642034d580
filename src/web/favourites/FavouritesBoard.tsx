import { Button, makeStyles, Popover, PopoverSurface, SearchBox, tokens } from '@fluentui/react-components';
import { FolderAdd20Regular } from '@fluentui/react-icons/svg/folder-add';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import { usePhone } from '../calling/react.tsx';
import { usePeople } from '../people/PeopleProvider.tsx';
import { useMatchingPeople } from '../people/useMatchingPeople.ts';
import { useWatchedPresences } from '../people/usePresence.ts';
import type { Favourite } from '../people/favourites.ts';
import { cardPositioning } from '../person-card/PersonCard.tsx';
import { PersonDetails } from '../person-card/PersonDetails.tsx';
import { useKeyDown } from '../ui/useKeyDown.ts';
import { scrollerAttributes, type RowPlace } from '../ui/VirtualList.tsx';
import { visuallyHidden } from '../ui/visuallyHidden.ts';
import { OtherMatches, NoFavourites } from './OtherPeople.tsx';
import { FavouriteMenu, FavouriteRow } from './FavouriteRow.tsx';
import { GroupedList } from './GroupedList.tsx';
import { SharedPeople } from './SharedPeople.tsx';
import { NameField } from './GroupHeading.tsx';
import type { ChosenPerson } from './PersonRow.tsx';

const useStyles = makeStyles({
  board: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
    minWidth: 0,
    flexGrow: 1,
    outlineStyle: 'none',
  },
  top: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    paddingBottom: tokens.spacingVerticalS,
  },
  search: { flexGrow: 1, minWidth: 0, maxWidth: 'none' },
  // The padding leaves room for the focus rings of the rows. The margin keeps the rows where they are.
  scroller: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: '2px',
    margin: '-2px',
    scrollPadding: '2px',
  },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  hidden: visuallyHidden,
});

interface FavouritesBoardProps {
  /** Shows the details of a person beside the list. @returns `false` if there is no room, so that a person card opens */
  showDetails?: (person: ChosenPerson) => boolean;
}

/** The search and, in a part that scrolls, the favourites in their groups and, during a search, matching directory people. */
export function FavouritesBoard({ showDetails }: FavouritesBoardProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { favourites, sharedFavourites } = usePeople();
  const groups = useReadable(favourites.groups);
  const list = useReadable(favourites.list);
  const shared = useReadable(sharedFavourites);
  const { ownId } = usePhone();
  const sharedPeople = useMemo(() => {
    const left = new Set([ownId, ...list.map(({ id }) => id)]);
    return shared.people.filter(({ id }) => !left.has(id));
  }, [shared, list, ownId]);
  useWatchedPresences(useMemo(() => [...list, ...sharedPeople], [list, sharedPeople]));
  const [searchText, setSearchText] = useState('');
  const [isAddingGroup, setAddingGroup] = useState(false);
  const [menuPerson, setMenuPerson] = useState<ChosenPerson | null>(null);
  const [cardPerson, setCardPerson] = useState<ChosenPerson | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const board = useRef<HTMLDivElement>(null);
  const isSearching = searchText.trim() !== '';
  const found = useMatchingPeople(list, searchText);
  const openPerson = useCallback(
    (person: ChosenPerson) => {
      if (!showDetails?.(person)) setCardPerson(person);
    },
    [showDetails],
  );
  const keepFocusAt = useFocusKeeper(board);
  const announceMenuChange = (text: string) => {
    setAnnouncement(text);
    if (menuPerson) keepFocusAt(menuPerson.rawId);
  };
  const renderRow = (favourite: Favourite, place: RowPlace, groupId: string | null) => (
    <FavouriteRow
      {...place}
      rawId={favourite.id}
      storedName={favourite.name}
      groupId={groupId}
      isMenuOpen={menuPerson?.rawId === favourite.id}
      onOpen={openPerson}
      onOpenMenu={setMenuPerson}
    />
  );
  return (
    <div ref={board} tabIndex={-1} className={styles.board}>
      <div className={styles.top}>
        <SearchBox
          className={styles.search}
          aria-label={t('favourites.search')}
          placeholder={t('favourites.search')}
          value={searchText}
          onChange={(_event, { value }) => setSearchText(value)}
          onKeyDown={({ nativeEvent }) => moveFocusToFirstRow(nativeEvent, board.current)}
        />
        <Button
          appearance="subtle"
          icon={<FolderAdd20Regular />}
          aria-label={t('favourites.newGroup')}
          title={t('favourites.newGroup')}
          onClick={() => setAddingGroup(true)}
        />
      </div>
      <div {...scrollerAttributes} className={styles.scroller}>
        <div className={styles.content}>
          {isAddingGroup && (
            <NameField
              label={t('favourites.groupName')}
              onName={(name) => {
                favourites.addGroup(name);
                setAnnouncement(t('favourites.groupAdded', { name }));
              }}
              onClose={() => setAddingGroup(false)}
            />
          )}
          {list.length === 0 && sharedPeople.length === 0 && !isSearching && (
            <NoFavourites onOpen={openPerson} />
          )}
          <GroupedList groups={groups} found={found} renderRow={renderRow} onChange={setAnnouncement} />
          {!isSearching && <SharedPeople {...shared} people={sharedPeople} onOpen={openPerson} />}
          {isSearching && <OtherMatches text={searchText} onOpen={openPerson} />}
        </div>
      </div>
      <FavouriteMenu person={menuPerson} onClose={() => setMenuPerson(null)} onChange={announceMenuChange} />
      <OpenPersonCard person={cardPerson} onClose={() => setCardPerson(null)} />
      <span role="status" className={styles.hidden}>
        {announcement}
      </span>
    </div>
  );
}

/** The person card, which all rows share. It opens at the pressed button, to which the focus returns. */
function OpenPersonCard({ person, onClose }: { person: ChosenPerson | null; onClose: () => void }) {
  const { t } = useTranslation();
  const close = () => {
    onClose();
    person?.button.focus();
  };
  const isOpen = person !== null;
  // Closes the popover if it has lost the focus, because a pressed button in it has disappeared: then it does not get Escape.
  useKeyDown(({ key }) => {
    if (isOpen && key === 'Escape' && document.activeElement === document.body) close();
  });
  return (
    <Popover
      open={isOpen}
      trapFocus
      onOpenChange={(_event, { open }) => {
        if (!open) close();
      }}
      positioning={{ ...cardPositioning, target: person?.button ?? null }}
    >
      <PopoverSurface aria-label={t('person.about', { name: person?.name ?? '' })}>
        {person && <PersonDetails rawId={person.rawId} name={person.name} />}
      </PopoverSurface>
    </Popover>
  );
}

/**
 * In the search box, Enter and the arrow down move the focus to the first row: to the second button, for example *Call*, because
 * the first one opens the details.
 */
function moveFocusToFirstRow(event: KeyboardEvent, board: HTMLElement | null): void {
  if (event.isComposing || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
  const [detailsButton, nextButton] = board?.querySelectorAll<HTMLElement>('[data-person] button') ?? [];
  event.preventDefault();
  (nextButton ?? detailsButton)?.focus();
}

/** If the focus is lost later than these milliseconds after a change, the change is not the reason. */
const keepFocusMs = 1_000;

/**
 * Gives the focus back after a favourite was moved to another group or removed, because the row that had the focus disappears.
 * @param board gets the focus if the person has no row any more
 * @returns a function to call after such a change, with the raw id of the person
 */
function useFocusKeeper(board: RefObject<HTMLElement | null>): (rawId: string) => void {
  const lastChange = useRef({ rawId: '', at: Number.NEGATIVE_INFINITY });
  // Runs after every render, whichever of them removes the row.
  useEffect(() => {
    const { rawId, at } = lastChange.current;
    if (document.activeElement !== document.body || performance.now() - at > keepFocusMs) return;
    const row = board.current?.querySelector(`[data-person="${CSS.escape(rawId)}"]`);
    (row?.querySelector<HTMLElement>('[data-menu]') ?? board.current)?.focus();
  });
  return useCallback((rawId) => {
    lastChange.current = { rawId, at: performance.now() };
  }, []);
}
