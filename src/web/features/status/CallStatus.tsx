import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../calling/react.tsx';
import { formatDuration } from '../../ui/formatDuration.ts';

const useStyles = makeStyles({
  status: { display: 'flex', gap: tokens.spacingHorizontalS, fontVariantNumeric: 'tabular-nums' },
});

/** How the call stands, announced when it changes, and how long it has lasted, which never is. */
export function CallStatus() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, direction, connectedAt } = useCall();
  const isAnswering = direction === 'Incoming' && connectedAt === null && state !== 'Disconnecting';
  return (
    <div className={styles.status}>
      <span role="status">{t(`call.state.${isAnswering ? 'answering' : state}`)}</span>
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
