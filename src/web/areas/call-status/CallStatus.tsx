import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../calling/react.tsx';
import { formatDuration } from '../../ui/formatDuration.ts';

const useStyles = makeStyles({
  status: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground2,
  },
  // With room around it also without a ground, so that the time beside it stays where it is.
  state: { padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}` },
  unheard: {
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusWarningBackground2,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** How the call stands, announced when it changes, and how long it has lasted, which never is. */
export function CallStatus() {
  const { t } = useTranslation();
  const styles = useStyles();
  const state = useCall((call) => call.state);
  const direction = useCall((call) => call.direction);
  const connectedAt = useCall((call) => call.connectedAt);
  const isReconnecting = useCall((call) => call.isReconnecting);
  const isEmergency = useCall((call) => call.isEmergencyCall);
  const isAnswering = direction === 'Incoming' && connectedAt === null && state !== 'Disconnecting';
  const shown = isAnswering ? 'answering' : isReconnecting ? 'reconnecting' : state;
  const isUnheard = shown === 'reconnecting' || shown === 'LocalHold' || shown === 'RemoteHold';
  return (
    <div className={styles.status}>
      {isEmergency && <Badge color="danger">{t('call.emergency')}</Badge>}
      <span role="status" className={mergeClasses(styles.state, isUnheard && styles.unheard)}>
        {t(`call.state.${shown}`)}
      </span>
      {connectedAt !== null && <RunningTime since={connectedAt} />}
    </div>
  );
}

function RunningTime({ since }: { since: number }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span aria-label={t('call.time')} role="timer" aria-live="off">
      {formatDuration(Math.max(0, Math.floor((now - since) / 1000)))}
    </span>
  );
}
