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
  // The padding is there without a background colour, too, so that the time beside it does not move.
  state: { padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}` },
  warning: {
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusWarningBackground2,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** The state of the call and its running time. A screen reader announces the state when it changes, and never the time. */
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
  const isInterrupted = shown === 'reconnecting' || shown === 'LocalHold' || shown === 'RemoteHold';
  return (
    <div className={styles.status}>
      {isEmergency && <Badge color="danger">{t('call.emergency')}</Badge>}
      <span role="status" className={mergeClasses(styles.state, isInterrupted && styles.warning)}>
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
