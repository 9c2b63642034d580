import { Button, Caption1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCall, useFeature } from '../../calling/react.tsx';
import { isPresent } from '../../calling/call/snapshot.ts';
import { Panel } from '../../ui/Panel.tsx';
import { OtherRow } from './OtherRow.tsx';
import { people } from './people.ts';
import { OwnRow } from './OwnRow.tsx';

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
  lobbyEntry: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '40px' },
  name: { flexGrow: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  button: { minWidth: 0 },
});

/** Lists the participants in the lobby and in the call, with the actions that the user may take on each of them. */
export function PeoplePanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const participants = useCall((call) => call.participants);
  const { state, pending, run } = useFeature(people);
  const otherParticipants = participants.filter(isPresent);
  return (
    <Panel title={t('people.title')}>
      {state.lobbyIds.length > 0 && (
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
              <LobbyEntry
                key={rawId}
                rawId={rawId}
                pending={pending}
                onDecide={(kind) => run({ kind, rawId })}
              />
            ))}
          </ul>
        </>
      )}
      <ul aria-label={t('people.list')} className={styles.list}>
        <OwnRow />
        {otherParticipants.map((participant) => (
          <OtherRow key={participant.id} participant={participant} />
        ))}
      </ul>
      {otherParticipants.length > 1 && (
        <Button
          disabledFocusable={pending || state.muteAvailability !== 'yes'}
          onClick={() => run({ kind: 'muteAll' })}
        >
          {t('people.muteAll')}
        </Button>
      )}
      {otherParticipants.length > 1 && state.muteAvailability !== 'yes' && (
        <Caption1>{t(`unavailable.${state.muteAvailability}`)}</Caption1>
      )}
    </Panel>
  );
}

interface LobbyEntryProps {
  rawId: string;
  /** Whether a command is running; then the buttons cannot be pressed. */
  pending: boolean;
  onDecide: (kind: 'admit' | 'reject') => void;
}

/** A participant in the lobby, with the buttons *Admit* and *Deny*. */
function LobbyEntry({ rawId, pending, onDecide }: LobbyEntryProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = usePersonName(rawId);
  return (
    <li className={styles.lobbyEntry}>
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
