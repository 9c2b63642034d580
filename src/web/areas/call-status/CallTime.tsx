import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../calling/react.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';

const useStyles = makeStyles({
  time: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
});

/**
 * The time since the call was connected. It stands apart from the state, because beside *On hold* it would read as the time on
 * hold. A screen reader never announces it by itself.
 */
export function CallTime() {
  const { t } = useTranslation();
  const styles = useStyles();
  const connectedAt = useCall((call) => call.connectedAt);
  if (connectedAt === null) return null;
  return <RunningTime since={connectedAt} label={t('call.time')} className={styles.time} />;
}
