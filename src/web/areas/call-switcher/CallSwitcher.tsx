import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { Pause20Regular } from '@fluentui/react-icons/svg/pause';
import { useTranslation } from 'react-i18next';
import { CallProvider, useCall, usePhone, usePhoneState } from '../../calling/react.tsx';
import { useCallTitle } from '../../people/useCallTitle.ts';

const useStyles = makeStyles({
  calls: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`,
    margin: 0,
    listStyleType: 'none',
  },
  call: { maxWidth: '100%', minWidth: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: '220px' },
});

/**
 * The list of the user's calls, shown while there are at least two. A press on a call shows and resumes that call, and holds the
 * call that was on the screen (the front call).
 */
export function CallSwitcher() {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const frontKey = usePhoneState((state) => state.front);
  const sessions = calls.flatMap((key) => phone.findSession(key) ?? []);
  if (sessions.length < 2) return null;
  return (
    <ul aria-label={t('call.list')} className={styles.calls}>
      {sessions.map((session) => (
        <CallProvider session={session} key={session.key}>
          <CallItem isInFront={session.key === frontKey} onSwitch={() => void phone.switchTo(session.key)} />
        </CallProvider>
      ))}
    </ul>
  );
}

function CallItem({ isInFront, onSwitch }: { isInFront: boolean; onSwitch: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = useCallTitle();
  const state = useCall((call) => call.state);
  const label = t('call.item', { name, state: t(`call.state.${state}`) });
  return (
    <li aria-label={label} className={styles.call}>
      <Button
        className={styles.call}
        appearance={isInFront ? 'primary' : 'secondary'}
        aria-current={isInFront}
        icon={state === 'LocalHold' ? <Pause20Regular /> : <Call20Regular />}
        aria-label={label}
        onClick={onSwitch}
      >
        <bdi className={styles.name}>{name}</bdi>
      </Button>
    </li>
  );
}
