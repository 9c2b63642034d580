import { Button, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { PauseCircle24Regular } from '@fluentui/react-icons/svg/pause-circle';
import { useTranslation } from 'react-i18next';
import { toSingleLine } from '../../base/toSingleLine.ts';
import { useCall, usePhone, useSession } from '../../calling/react.tsx';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { useNotification } from './useNotification.ts';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto auto',
    gridTemplateAreas: '"icon words time dismiss" "action action action action"',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow28,
    pointerEvents: 'auto',
    flexShrink: 0,
    minWidth: 0,
    textAlign: 'start',
  },
  icon: { gridArea: 'icon', color: tokens.colorStatusWarningForeground1 },
  words: { gridArea: 'words', minWidth: 0, overflowWrap: 'anywhere' },
  time: {
    gridArea: 'time',
    ...typographyStyles.body1Strong,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  dismiss: { gridArea: 'dismiss', minWidth: 0 },
  // A long name wraps.
  action: { gridArea: 'action', maxWidth: 'none', minWidth: 0, overflowWrap: 'anywhere' },
});

/** Reminds the user of the caller who has been on hold for long, and resumes the call with one press. Never takes the focus. */
export function HeldCallerCard() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { switchTo, heldAlert } = usePhone();
  const { key } = useSession();
  const name = useCallTitle();
  const heldSince = useCall((call) => call.heldSince);
  const words = t('heldCaller.waits', { name });
  useNotification(`held ${key}`, toSingleLine(words, 120), '');
  return (
    <div className={styles.card}>
      <PauseCircle24Regular aria-hidden className={styles.icon} />
      <Text role="alert" weight="semibold" className={styles.words}>
        <bdi>{words}</bdi>
      </Text>
      {heldSince !== null && (
        <RunningTime since={heldSince} label={t('call.holdTime')} className={styles.time} />
      )}
      <Button
        size="small"
        appearance="transparent"
        icon={<Dismiss20Regular />}
        className={styles.dismiss}
        aria-label={t('heldCaller.later')}
        title={t('heldCaller.later')}
        onClick={() => heldAlert.dismiss()}
      />
      <Button appearance="primary" className={styles.action} onClick={() => void switchTo(key)}>
        <bdi>{t('transfer.backTo', { name })}</bdi>
      </Button>
    </div>
  );
}
