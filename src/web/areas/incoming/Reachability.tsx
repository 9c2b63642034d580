import { Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Alert20Regular } from '@fluentui/react-icons/svg/alert';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isFramed } from '../../base/isFramed.ts';
import { useSettings } from '../../calling/react.tsx';
import { onOneColumn } from '../../ui/screenWidth.ts';
import { readNotificationPermission } from './useNotification.ts';

const useStyles = makeStyles({
  reachability: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    textAlign: 'start',
    color: tokens.colorNeutralForeground2,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    '& > button': { minWidth: 0 },
  },
  // On a phone, each button has a row of its own, and this one would look like one of the offers.
  decline: { [onOneColumn]: { position: 'absolute', insetBlockStart: 0, insetInlineEnd: 0 } },
  besideDecline: { [onOneColumn]: { paddingInlineEnd: tokens.spacingHorizontalXXL } },
});

/**
 * Says how calls reach the user, and offers notifications.
 * @param props.children further buttons in the same row
 * @param props.onDecline declines the offer; without it, there is no such button
 */
export function Reachability({ children, onDecline }: { children?: ReactNode; onDecline?: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.reachability}>
      <Caption1 className={mergeClasses(onDecline && styles.besideDecline)}>{t('incoming.reach')}</Caption1>
      <div className={styles.row}>
        {children}
        <NotificationButton onDecline={onDecline} />
      </div>
    </div>
  );
}

function NotificationButton({ onDecline }: { onDecline: (() => void) | undefined }) {
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
    return <Caption1>{t(isFramed() ? 'incoming.notifyFramed' : 'incoming.notifyBlocked')}</Caption1>;
  if (permission === 'granted' && notifications) return <Caption1>{t('incoming.notifyOn')}</Caption1>;
  return (
    <>
      <Button icon={<Alert20Regular />} onClick={() => void requestPermission()}>
        {t('incoming.notify')}
      </Button>
      {onDecline && (
        <Button
          appearance="subtle"
          className={styles.decline}
          icon={<Dismiss20Regular />}
          aria-label={t('incoming.hideOffer')}
          onClick={onDecline}
        />
      )}
    </>
  );
}
