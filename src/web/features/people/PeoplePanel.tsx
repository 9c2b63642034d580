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
  waiting: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '40px' },
  name: { flexGrow: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  short: { minWidth: 0 },
});

/** Lists the lobby and the participants, with what the user may do to each. */
export function PeoplePanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const participants = useCall((call) => call.participants);
  const { state, pending, run } = useFeature(people);
  const others = participants.filter(isPresent);
  return (
    <Panel title={t('people.title')}>
      {state.lobby.length > 0 && (
        <>
          <Subtitle2 as="h3" className={styles.title}>
            {t('people.lobby')}
          </Subtitle2>
          {state.lobby.length > 1 && (
            <Button disabledFocusable={pending} onClick={() => run({ kind: 'admitAll' })}>
              {t('people.admitAll')}
            </Button>
          )}
          <ul className={styles.list}>
            {state.lobby.map((id) => (
              <Waiting key={id} id={id} pending={pending} onDo={(kind) => run({ kind, id })} />
            ))}
          </ul>
        </>
      )}
      <ul aria-label={t('people.list')} className={styles.list}>
        <OwnRow />
        {others.map((participant) => (
          <OtherRow key={participant.id} participant={participant} />
        ))}
      </ul>
      {others.length > 1 && (
        <Button
          disabledFocusable={pending || state.canMute !== 'yes'}
          onClick={() => run({ kind: 'muteAll' })}
        >
          {t('people.muteAll')}
        </Button>
      )}
      {others.length > 1 && state.canMute !== 'yes' && (
        <Caption1>{t(`unavailable.${state.canMute}`)}</Caption1>
      )}
    </Panel>
  );
}

interface WaitingProps {
  id: string;
  pending: boolean;
  onDo: (kind: 'admit' | 'reject') => void;
}

function Waiting({ id, pending, onDo }: WaitingProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = usePersonName(id);
  return (
    <li className={styles.waiting}>
      <bdi className={styles.name}>{name}</bdi>
      <Button
        size="small"
        appearance="primary"
        className={styles.short}
        aria-label={t('people.admit', { name })}
        disabledFocusable={pending}
        onClick={() => onDo('admit')}
      >
        {t('people.admitShort')}
      </Button>
      <Button
        size="small"
        className={styles.short}
        aria-label={t('people.reject', { name })}
        disabledFocusable={pending}
        onClick={() => onDo('reject')}
      >
        {t('people.rejectShort')}
      </Button>
    </li>
  );
}
