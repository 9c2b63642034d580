import { Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { PersonClock20Regular } from '@fluentui/react-icons/svg/person-clock';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { useFeature } from '../../calling/react.tsx';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { oneLine } from '../../ui/oneLine.ts';
import { people } from './people.ts';
import { Banner } from '../../ui/Banner.tsx';
import { usePanel } from '../../ui/Panel.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  title: { margin: 0 },
  entry: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '40px' },
  name: { flexGrow: 1, minWidth: 0, ...oneLine },
  button: { minWidth: 0 },
});

export function LobbyList() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(people);
  if (state.lobbyIds.length === 0) return null;
  return (
    <>
      <Subtitle2 as="h3" className={styles.title}>
        {t('people.lobby')}
      </Subtitle2>
      {state.lobbyIds.length > 1 && (
        <Button disabledFocusable={pending} onClick={() => run({ kind: 'admitAll' })}>
          {t('people.admitAll')}
        </Button>
      )}
      <ul className={styles.list}>
        {state.lobbyIds.map((rawId) => (
          <LobbyEntry key={rawId} rawId={rawId} pending={pending} onDecide={(kind) => run({ kind, rawId })} />
        ))}
      </ul>
    </>
  );
}

interface LobbyEntryProps {
  rawId: string;
  pending: boolean;
  onDecide: (kind: 'admit' | 'reject') => void;
}

function LobbyEntry({ rawId, pending, onDecide }: LobbyEntryProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = usePersonName(rawId);
  const photo = usePhoto(rawId, 48);
  return (
    <li className={styles.entry}>
      <PersonAvatar name={name} size={32} photo={photo} />
      <bdi className={styles.name}>{name}</bdi>
      <Button
        size="small"
        appearance="primary"
        className={styles.button}
        aria-label={t('people.admit', { name })}
        disabledFocusable={pending}
        onClick={() => onDecide('admit')}
      >
        {t('people.admitShort')}
      </Button>
      <Button
        size="small"
        className={styles.button}
        aria-label={t('people.reject', { name })}
        disabledFocusable={pending}
        onClick={() => onDecide('reject')}
      >
        {t('people.rejectShort')}
      </Button>
    </li>
  );
}

/** Names the participant who has waited longest in the lobby, for a user who may admit that participant. */
export function LobbyBanner() {
  const { t } = useTranslation();
  const { name: openPanelName, togglePanel } = usePanel();
  const { state, pending, run } = useFeature(people);
  const [firstId = null, ...otherIds] = state.lobbyIds;
  const name = usePersonName(firstId);
  // The panel *People* lists everyone in the lobby, with the same buttons.
  if (firstId === null || openPanelName === people.name) return null;
  return (
    <Banner icon={<PersonClock20Regular />}>
      {t('people.waits', { name, count: otherIds.length })}
      {otherIds.length === 0 ? (
        <Button
          size="small"
          appearance="primary"
          disabledFocusable={pending}
          onClick={() => run({ kind: 'admit', rawId: firstId })}
        >
          {t('people.admit', { name })}
        </Button>
      ) : (
        <>
          <Button
            size="small"
            appearance="primary"
            disabledFocusable={pending}
            onClick={() => run({ kind: 'admitAll' })}
          >
            {t('people.admitAll')}
          </Button>
          <Button size="small" onClick={() => togglePanel(people.name)}>
            {t('people.seeLobby')}
          </Button>
        </>
      )}
    </Banner>
  );
}
