import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { Pause24Regular } from '@fluentui/react-icons/svg/pause';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../calling/react.tsx';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';

const useStyles = makeStyles({
  // The message stands over the stage, below the middle, where it leaves the avatar of the other participant visible.
  layer: {
    position: 'absolute',
    inset: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'flex-end',
    paddingBlockEnd: '8%',
    paddingInline: tokens.spacingHorizontalL,
    pointerEvents: 'none',
  },
  message: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    maxWidth: '100%',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow8,
    overflowWrap: 'anywhere',
  },
  text: { margin: 0, minWidth: 0 },
  icon: { flexShrink: 0 },
  time: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
});

/**
 * Says in the middle of the stage who holds the call, and for how long. It renders nothing while nobody holds the call. It is no
 * live region, because the state of the call, which `CallStatus` announces, changes at the same time.
 */
export function HoldMessage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = useCallTitle();
  const heldBy = useCall((call) => call.heldBy);
  const heldSince = useCall((call) => call.heldSince);
  if (heldBy === null || heldSince === null) return null;
  return (
    <div className={styles.layer}>
      <div className={styles.message}>
        <Pause24Regular aria-hidden className={styles.icon} />
        <Subtitle2 as="p" className={styles.text}>
          <bdi>{t(`call.heldBy.${heldBy}`, { name })}</bdi>
        </Subtitle2>
        <RunningTime since={heldSince} label={t('call.holdTime')} className={styles.time} />
      </div>
    </div>
  );
}
