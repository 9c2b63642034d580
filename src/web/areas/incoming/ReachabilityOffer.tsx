import { makeStyles, tokens } from '@fluentui/react-components';
import { useRef, useState, type ReactNode } from 'react';
import { useSettings } from '../../calling/react.tsx';
import { focusSurroundings } from '../../ui/focusSurroundings.ts';
import { Reachability } from './Reachability.tsx';
import { readNotificationPermission } from './useNotification.ts';

const useStyles = makeStyles({
  // `position` is for the button that declines the offer.
  card: {
    position: 'relative',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
});

/**
 * On the home screen, offers notifications until the user allows, blocks or declines them. The settings offer them always.
 * @param props.isFirstStart whether the card also appears if the user has already answered
 * @param props.children further buttons in the same row
 */
export function ReachabilityOffer({
  isFirstStart,
  children,
}: {
  isFirstStart: boolean;
  children?: ReactNode;
}) {
  const styles = useStyles();
  const card = useRef<HTMLDivElement>(null);
  const [{ notifications, notificationsDeclined }, changeSettings] = useSettings();
  // Read once, so that the card stays and says what the user's answer means.
  const [wasOpen] = useState(() => {
    const permission = readNotificationPermission();
    return permission === 'default' || (permission === 'granted' && !notifications);
  });
  if (notificationsDeclined || !(isFirstStart || wasOpen)) return null;
  const decline = () => {
    // The card disappears with the focused button.
    if (card.current) focusSurroundings(card.current);
    changeSettings({ notificationsDeclined: true });
  };
  return (
    <div ref={card} className={styles.card}>
      <Reachability onDecline={decline}>{children}</Reachability>
    </div>
  );
}
