import { Button, Caption1, makeStyles, SearchBox, Subtitle2, tokens } from '@fluentui/react-components';
import { People20Regular, People24Regular } from '@fluentui/react-icons/svg/people';
import { PersonAdd20Regular } from '@fluentui/react-icons/svg/person-add';
import { useMemo, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPresent, type ParticipantSnapshot } from '../../calling/call/snapshot.ts';
import {
  useCall,
  usePresentIds,
  useFeaturePending,
  useFeatureValue,
  useSession,
} from '../../calling/react.tsx';
import { useMatchingPeople } from '../../people/useMatchingPeople.ts';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { VirtualList, type RowPlace } from '../../ui/VirtualList.tsx';
import { LobbyList } from './Lobby.tsx';
import { OtherRow, OwnRow } from './ParticipantRows.tsx';
import { PersonMenu, type OpenMenu } from './PersonMenu.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { SpareButton, SpareItem } from '../../ui/SpareControl.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { people } from './people.ts';

/** A constant, because `useCall` needs the same object each time. */
const nobody: readonly ParticipantSnapshot[] = [];

/**
 * Finds participants by name.
 * @returns raw ids; `null` without a text. Then the hook reads no participants, so that their changes cause no render
 */
function useFoundParticipants(text: string): readonly string[] | null {
  const isSearching = text.trim() !== '';
  const participants = useCall((call) => (isSearching ? call.participants : nobody));
  const presentParticipants = useMemo(() => participants.filter(isPresent), [participants]);
  return useMatchingPeople(presentParticipants, text)?.map(({ id }) => id) ?? null;
}

const useStyles = makeStyles({
  title: { margin: 0 },
  search: { maxWidth: 'none' },
  // If the labels are long, the second button moves below the first.
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    '& > button': { flexGrow: 1 },
  },
  count: { color: tokens.colorNeutralForeground3, minHeight: tokens.lineHeightBase200 },
});

/** The name of the feature whose panel adds people. It is repeated here, because features must not import each other. */
const addPeoplePanel = 'addPeople';
const rowHeight = 44;
/** With fewer other participants, the list needs no search field. */
const minSearched = 8;
/** Stands for the user in the list, in which all other entries are raw ids. */
const self = 'self';

const getKey = (idOrSelf: string) => idOrSelf;

/** Lists who is in the lobby and in the call. A change of one participant renders only that row. */
export function PeoplePanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const otherIds = usePresentIds();
  const { togglePanel } = usePanel();
  const [searchText, setSearchText] = useState('');
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const closeMenu = useCallback(() => setMenu(null), []);
  const foundIds = useFoundParticipants(searchText);
  const renderRow = (idOrSelf: string, place: RowPlace) =>
    idOrSelf === self ? (
      <OwnRow {...place} />
    ) : (
      <OtherRow {...place} rawId={idOrSelf} isMenuOpen={menu?.rawId === idOrSelf} onOpenMenu={setMenu} />
    );
  return (
    <Panel title={t('people.title')}>
      <LobbyList />
      <Subtitle2 as="h3" className={styles.title}>
        {t('people.count', { count: otherIds.length + 1 })}
      </Subtitle2>
      {otherIds.length >= minSearched && (
        <>
          <SearchBox
            className={styles.search}
            aria-label={t('people.search')}
            placeholder={t('people.search')}
            value={searchText}
            onChange={(_event, { value }) => setSearchText(value)}
          />
          <Caption1 role="status" className={styles.count}>
            {foundIds && t('people.found', { count: foundIds.length })}
          </Caption1>
        </>
      )}
      <div className={styles.buttons}>
        <Button icon={<PersonAdd20Regular />} onClick={() => togglePanel(addPeoplePanel)}>
          {t('addPeople.title')}
        </Button>
        {otherIds.length > 1 && <MuteAllButton />}
      </div>
      {otherIds.length > 1 && <MuteAllReason />}
      <VirtualList
        label={t('people.list')}
        items={foundIds ?? [self, ...otherIds]}
        getKey={getKey}
        rowHeight={rowHeight}
        renderRow={renderRow}
      />
      {menu && <PersonMenu menu={menu} onClose={closeMenu} />}
    </Panel>
  );
}

export function PeopleButton() {
  const { t } = useTranslation();
  const { name: openPanelName, togglePanel } = usePanel();
  return (
    <SpareButton place="second">
      <ControlButton
        label={t('people.button')}
        icon={<People24Regular />}
        expanded={openPanelName === people.name}
        onClick={() => togglePanel(people.name)}
      />
    </SpareButton>
  );
}

export const PeopleItem = () => (
  <SpareItem place="second">
    <PanelItem feature={people} titleKey="people.title" icon={<People20Regular />} />
  </SpareItem>
);

function MuteAllButton() {
  const { t } = useTranslation();
  const session = useSession();
  const isPending = useFeaturePending(people);
  const canMute = useFeatureValue(people, ({ muteAvailability }) => muteAvailability === 'yes') ?? false;
  return (
    <Button
      disabledFocusable={isPending || !canMute}
      onClick={() => void session.run(people, { kind: 'muteAll' })}
    >
      {t('people.muteAll')}
    </Button>
  );
}

/** Says why the user cannot mute others, if so. */
function MuteAllReason() {
  const { t } = useTranslation();
  const availability = useFeatureValue(people, ({ muteAvailability }) => muteAvailability) ?? 'yes';
  return availability === 'yes' ? null : <Caption1>{t(`unavailable.${availability}`)}</Caption1>;
}
