import { makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { Pause24Regular } from '@fluentui/react-icons/svg/pause';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, usePhoneState } from '../../calling/react.tsx';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { avatarSize, onLowStage, onPhoneCall, onPhoneStage } from '../../ui/callWidth.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';

/** The height of the tile (frame) with the user's own video on a phone. */
const ownTileHeight = '84px';
const avatarRadius = `calc(${avatarSize} / 2)`;

const useStyles = makeStyles({
  // Centred on the stage (the area of the videos), below the other participant's avatar. On a phone, where notices cover the top,
  // it is above the user's own tile. A low stage has no room for it, but `CallStatus` still says *On hold*.
  layer: {
    position: 'absolute',
    insetInline: 0,
    top: `calc(50% + ${avatarRadius} + ${tokens.spacingVerticalL})`,
    display: 'flex',
    justifyContent: 'center',
    paddingInline: tokens.spacingHorizontalL,
    pointerEvents: 'none',
    [onPhoneCall]: {
      top: 'auto',
      bottom: `calc(${tokens.spacingVerticalXXL} + ${ownTileHeight} + ${tokens.spacingVerticalS})`,
    },
    [onLowStage]: { display: 'none' },
  },
  // Among the notices, the message is only as large as its text.
  inNotices: {
    position: 'static',
    paddingInline: 0,
    [onPhoneCall]: { position: 'static' },
    [onLowStage]: { display: 'flex' },
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
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  text: { margin: 0, minWidth: 0, [onPhoneStage]: { fontSize: tokens.fontSizeBase300 } },
  icon: { flexShrink: 0, [onPhoneStage]: { display: 'none' } },
  time: {
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground2,
  },
});

/**
 * Returns whether the user has resumed the call while the connection to the service is lost: the other side learns of it later.
 * @param isHeldByUser whether the user holds the call now
 */
function useResumesLater(isHeldByUser: boolean): boolean {
  const isOffline = usePhoneState(({ connection }) => connection !== 'Connected');
  const [before, setBefore] = useState({ isHeldByUser, resumesLater: false });
  const resumesLater = isOffline && !isHeldByUser && (before.isHeldByUser || before.resumesLater);
  // React allows a hook to set its state while rendering, to remember the values of the last render.
  if (before.isHeldByUser !== isHeldByUser || before.resumesLater !== resumesLater)
    setBefore({ isHeldByUser, resumesLater });
  return resumesLater;
}

/**
 * Says who holds the call and for how long, or that the call resumes later: in the middle of the stage, or among the notices of the
 * caller's page, where `CallStatus` says it of a hold of the user's own. Both name the other participant already. Screen readers learn
 * of a hold from `CallStatus`, so only the other text announces itself.
 */
export function HoldMessage({ isNotice = false }: { isNotice?: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = useCallTitle();
  const heldBy = useCall((call) => call.heldBy);
  const heldSince = useCall((call) => call.heldSince);
  const resumesLater = useResumesLater(heldBy === 'user' || heldBy === 'both');
  const isHeld = heldBy !== null && heldSince !== null;
  if (isHeld ? isNotice && heldBy === 'user' : !resumesLater) return null;
  return (
    <div className={mergeClasses(styles.layer, isNotice && styles.inNotices)}>
      <div className={styles.message} {...(!isHeld && { role: 'status' })}>
        {isHeld && <Pause24Regular aria-hidden className={styles.icon} />}
        <Subtitle2 as="p" className={styles.text}>
          {isHeld ? t(`call.heldBy.${heldBy}`) : t('call.resumesLater', { name })}
        </Subtitle2>
        {isHeld && <RunningTime since={heldSince} label={t('call.holdTime')} className={styles.time} />}
      </div>
    </div>
  );
}
