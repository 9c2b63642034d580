import { Button, Caption1, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { Alert20Regular } from '@fluentui/react-icons/svg/alert';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../calling/react.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { onOneColumn } from '../../ui/screenWidth.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';
import { readNotificationPermission } from './useNotification.ts';

const useStyles = makeStyles({
  reachability: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    textAlign: 'start',
    color: tokens.colorNeutralForeground2,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    // Undoes the padding of the switch, so that its label lines up with what is above this component.
    marginInlineStart: '-8px',
    // Less prominent than the meetings and calls below, because users need these buttons only about once a day.
    '& > button': {
      minWidth: 0,
      paddingInline: tokens.spacingHorizontalS,
      fontSize: tokens.fontSizeBase200,
      fontWeight: tokens.fontWeightRegular,
    },
    // On a phone the buttons are icons beside the switch. Screen readers still read their words.
    [onOneColumn]: {
      '& > button': { position: 'relative', paddingInline: 0, width: '44px' },
      '& > button > [data-words]': visuallyHidden,
      '& .fui-Button__icon': { margin: 0 },
    },
  },
  // Undoes the row's negative margin for a text that wraps onto a new line: unlike the switch, it has no padding.
  note: { marginInlineStart: '8px' },
  hint: { color: tokens.colorNeutralForeground3 },
});

/**
 * Says when calls ring in this tab, and offers *Do not disturb* and notifications.
 * @param props.children further buttons in the same row. Their words need the attribute `data-words`, which hides them on a phone
 */
export function Reachability({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [{ doNotDisturb }, changeSettings] = useSettings();
  const isPresenceShared = useConsent('presence').state === 'granted';
  return (
    <div className={styles.reachability}>
      <div className={styles.row}>
        <Switch
          label={t('incoming.doNotDisturb')}
          checked={doNotDisturb}
          onChange={(_event, { checked }) => changeSettings({ doNotDisturb: checked })}
        />
        {children}
        {!doNotDisturb && <NotificationButton />}
      </div>
      {!doNotDisturb && <Caption1 className={styles.hint}>{t('incoming.reach')}</Caption1>}
      <div role="status">
        {doNotDisturb && (
          <Caption1>
            {t('incoming.doNotDisturbOn')} {t(isPresenceShared ? 'ownPresence.shared' : 'ownPresence.local')}
          </Caption1>
        )}
      </div>
    </div>
  );
}

function NotificationButton() {
  const { t } = useTranslation();
  const styles = useStyles();
  const [{ notifications }, changeSettings] = useSettings();
  const [permission, setPermission] = useState(readNotificationPermission);
  const requestPermission = async () => {
    const answer = await Notification.requestPermission();
    setPermission(answer);
    if (answer === 'granted') changeSettings({ notifications: true });
  };
  // Without notifications in the browser, there is nothing to offer.
  if (permission === null) return null;
  if (permission === 'denied')
    return <Caption1 className={styles.note}>{t('incoming.notifyBlocked')}</Caption1>;
  if (permission === 'granted' && notifications)
    return <Caption1 className={styles.note}>{t('incoming.notifyOn')}</Caption1>;
  return (
    <Button appearance="subtle" icon={<Alert20Regular />} onClick={() => void requestPermission()}>
      <span data-words>{t('incoming.notify')}</span>
    </Button>
  );
}
