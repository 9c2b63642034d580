import { Button, Caption1, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { Alert20Regular } from '@fluentui/react-icons/svg/alert';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { usePhone } from '../../calling/react.tsx';
import { notificationPermission } from './useNotification.ts';

const useStyles = makeStyles({
  reach: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    textAlign: 'start',
    color: tokens.colorNeutralForeground2,
  },
  // Its buttons have room around their words: the words stand in one line with what is above.
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', marginInlineStart: '-8px' },
});

/** Whether and how one can be called here: do not disturb, notifications, and what a browser cannot do; beside them other checks. */
export function Reach({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { settings } = usePhone();
  const { doNotDisturb } = useReadable(settings);
  return (
    <div className={styles.reach}>
      <div className={styles.row}>
        <Switch
          label={t('incoming.doNotDisturb')}
          checked={doNotDisturb}
          onChange={(_, { checked }) => settings.set({ ...settings.get(), doNotDisturb: checked })}
        />
        {children}
        {!doNotDisturb && <Notifying />}
      </div>
      <div role="status">{doNotDisturb && <Caption1>{t('incoming.doNotDisturbOn')}</Caption1>}</div>
      <Caption1>{t('incoming.reach')}</Caption1>
    </div>
  );
}

/** The browser is asked only when the person presses the button. */
function Notifying() {
  const { t } = useTranslation();
  const { settings } = usePhone();
  const { notifications } = useReadable(settings);
  const [permission, setPermission] = useState(notificationPermission);
  const ask = async () => {
    const answer = await Notification.requestPermission();
    setPermission(answer);
    if (answer === 'granted') settings.set({ ...settings.get(), notifications: true });
  };
  if (permission === null) return null;
  if (permission === 'denied') return <Caption1>{t('incoming.notifyBlocked')}</Caption1>;
  if (permission === 'granted' && notifications) return <Caption1>{t('incoming.notifyOn')}</Caption1>;
  return (
    <Button appearance="subtle" icon={<Alert20Regular />} onClick={() => void ask()}>
      {t('incoming.notify')}
    </Button>
  );
}
