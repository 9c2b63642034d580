import { Button, Caption1, makeStyles, SearchBox, Subtitle2, tokens } from '@fluentui/react-components';
import { PersonAdd20Regular } from '@fluentui/react-icons/svg/person-add';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useFeature } from '../../calling/react.tsx';
import { isPresent, type ParticipantSnapshot } from '../../calling/call/snapshot.ts';
import { useMatchingPeople } from '../../people/useMatchingPeople.ts';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { VirtualList, type RowPlace } from '../../ui/VirtualList.tsx';
import { LobbyList } from './LobbyList.tsx';
import { OtherRow } from './OtherRow.tsx';
import { people } from './people.ts';
import { OwnRow } from './OwnRow.tsx';
import { PersonMenu, type OpenMenu } from './PersonMenu.tsx';

const useStyles = makeStyles({
  title: { margin: 0 },
  search: { maxWidth: 'none' },
  // Two long words stand below each other.
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    '& > button': { flexGrow: 1 },
  },
  count: { color: tokens.colorNeutralForeground3, minHeight: tokens.lineHeightBase200 },
});

/** The name of the panel that adds people to the call. A panel has the name of its feature. */
const addPeoplePanel = 'addPeople';
/** In px. */
const rowHeight = 44;
/** With fewer other participants, the panel has no search box, because the list is short. */
const minSearched = 8;
/** The entry of the user in the list of the call's participants. */
const self = 'self';

/** Lists the participants in the lobby and in the call, with the actions that the user may take on each of them. */
export function PeoplePanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const participants = useCall((call) => call.participants);
  const { state, pending, run } = useFeature(people);
  const { togglePanel } = usePanel();
  const [searchText, setSearchText] = useState('');
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const closeMenu = useCallback(() => setMenu(null), []);
  const otherParticipants = participants.filter(isPresent);
  const matches = useMatchingPeople(otherParticipants, searchText);
  const items: readonly (ParticipantSnapshot | typeof self)[] = matches ?? [self, ...otherParticipants];
  const renderRow = (item: ParticipantSnapshot | typeof self, place: RowPlace) =>
    item === self ? (
      <OwnRow {...place} />
    ) : (
      <OtherRow {...place} participant={item} isMenuOpen={menu?.rawId === item.id} onOpenMenu={setMenu} />
    );
  return (
    <Panel title={t('people.title')}>
      <LobbyList />
      <Subtitle2 as="h3" className={styles.title}>
        {t('people.count', { count: otherParticipants.length + 1 })}
      </Subtitle2>
      {otherParticipants.length >= minSearched && (
        <>
          <SearchBox
            className={styles.search}
            aria-label={t('people.search')}
            placeholder={t('people.search')}
            value={searchText}
            onChange={(_event, { value }) => setSearchText(value)}
          />
          <Caption1 role="status" className={styles.count}>
            {matches && t('people.found', { count: matches.length })}
          </Caption1>
        </>
      )}
      <div className={styles.buttons}>
        <Button icon={<PersonAdd20Regular />} onClick={() => togglePanel(addPeoplePanel)}>
          {t('addPeople.title')}
        </Button>
        {otherParticipants.length > 1 && (
          <Button
            disabledFocusable={pending || state.muteAvailability !== 'yes'}
            onClick={() => run({ kind: 'muteAll' })}
          >
            {t('people.muteAll')}
          </Button>
        )}
      </div>
      {otherParticipants.length > 1 && state.muteAvailability !== 'yes' && (
        <Caption1>{t(`unavailable.${state.muteAvailability}`)}</Caption1>
      )}
      <VirtualList
        label={t('people.list')}
        items={items}
        getKey={(item) => (item === self ? self : item.id)}
        rowHeight={rowHeight}
        renderRow={renderRow}
      />
      <PersonMenu menu={menu} onClose={closeMenu} />
    </Panel>
  );
}
