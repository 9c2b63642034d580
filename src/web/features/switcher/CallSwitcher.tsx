import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Pause20Regular } from '@fluentui/react-icons/svg/pause';
import { useTranslation } from 'react-i18next';
import { CallProvider, useCall, usePhone, usePhoneState } from '../../calling/react.tsx';
import { useCallTitle } from '../../person/useCallTitle.ts';

const useStyles = makeStyles({
  calls: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`,
  },
  call: { maxWidth: '100%', minWidth: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: '220px' },
});

/** The calls that are not in front: a press on one resumes it, and puts the present one on hold. */
export function CallSwitcher() {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const calls = usePhoneState((state) => state.calls);
  const front = usePhoneState((state) => state.front);
  const others = calls.flatMap((key) => (key === front ? [] : (phone.session(key) ?? [])));
  if (others.length === 0) return null;
  return (
    <nav aria-label={t('call.others')} className={styles.calls}>
      {others.map((session) => (
        <CallProvider session={session} key={session.key}>
          <Other onSwitch={() => void phone.switchTo(session.key)} />
        </CallProvider>
      ))}
    </nav>
  );
}

function Other({ onSwitch }: { onSwitch: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = useCallTitle();
  const state = useCall((call) => call.state);
  return (
    <Button
      className={styles.call}
      icon={<Pause20Regular />}
      aria-label={t('call.switchTo', { name, state: t(`call.state.${state}`) })}
      onClick={onSwitch}
    >
      <bdi className={styles.name}>{name}</bdi>
    </Button>
  );
}
