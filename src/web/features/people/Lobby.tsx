import { Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { PersonClock20Regular } from '@fluentui/react-icons/svg/person-clock';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { useFeature } from '../../calling/react.tsx';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { columnList } from '../../ui/columnList.ts';
import { oneLine } from '../../ui/oneLine.ts';
import { people } from './people.ts';
import { Banner } from '../../ui/Banner.tsx';
import { usePanel } from '../../ui/Panel.tsx';

const useStyles = makeStyles({
  list: { ...columnList, gap: tokens.spacingVerticalS },
  title: { margin: 0 },
  entry: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '40px' },
  name: { flexGrow: 1, minWidth: 0, ...oneLine },
  button: { minWidth: 0 },
});

/** Lists who waits in the lobby of a meeting. It shows nothing to a user who may not admit anybody. */
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
          <LobbyEntry key={rawId} rawId={rawId} />
        ))}
      </ul>
    </>
  );
}

function LobbyEntry({ rawId }: { rawId: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { pending, run } = useFeature(people);
  const name = usePersonName(rawId);
  // Graph has no photos of 32 pixels.
  const photo = usePhoto(rawId, 48);
  return (
    <li className={styles.entry}>
      <PersonAvatar name={name} size={32} photo={photo} />
      <bdi className={styles.name}>{name}</bdi>
      {(['admit', 'reject'] as const).map((kind) => (
        <Button
          key={kind}
          size="small"
          appearance={kind === 'admit' ? 'primary' : 'secondary'}
          className={styles.button}
          aria-label={t(`people.${kind}`, { name })}
          disabledFocusable={pending}
          onClick={() => run({ kind, rawId })}
        >
          {t(`people.${kind}Short`)}
        </Button>
      ))}
    </li>
  );
}

/** Names the first participant in the lobby, counts the others, and lets the user admit all of them. */
export function LobbyBanner() {
  const { t } = useTranslation();
  const { name: openPanelName, togglePanel } = usePanel();
  const { state, pending, run } = useFeature(people);
  const [firstId = null, ...otherIds] = state.lobbyIds;
  const name = usePersonName(firstId);
  // The open panel *People* shows the lobby itself.
  if (firstId === null || openPanelName === people.name) return null;
  const isAlone = otherIds.length === 0;
  return (
    <Banner icon={<PersonClock20Regular />}>
      {t('people.waits', { name, count: otherIds.length })}
      <Button
        size="small"
        appearance="primary"
        disabledFocusable={pending}
        onClick={() => run(isAlone ? { kind: 'admit', rawId: firstId } : { kind: 'admitAll' })}
      >
        {isAlone ? t('people.admit', { name }) : t('people.admitAll')}
      </Button>
      {!isAlone && (
        <Button size="small" onClick={() => togglePanel(people.name)}>
          {t('people.seeLobby')}
        </Button>
      )}
    </Banner>
  );
}
