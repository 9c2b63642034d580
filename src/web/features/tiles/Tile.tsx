import { mergeClasses, makeStyles, tokens } from '@fluentui/react-components';
import { CellularWarning20Regular } from '@fluentui/react-icons/svg/cellular-warning';
import { MicOff20Filled } from '@fluentui/react-icons/svg/mic-off';
import { MicPulse20Filled } from '@fluentui/react-icons/svg/mic-pulse';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { avatarSize } from '../../ui/callWidth.ts';
import { createEntrance } from '../../ui/motion.ts';
import { oneLine } from '../../ui/oneLine.ts';

const useTileStyles = makeStyles({
  tile: {
    ...createEntrance('scale(0.96)'),
    position: 'relative',
    display: 'grid',
    placeItems: 'center',
    minWidth: 0,
    minHeight: 0,
    overflow: 'hidden',
    borderRadius: tokens.borderRadius2XLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    // A ring over the video, because the video would cover an outline. It is transparent until the participant speaks.
    '::after': {
      content: '""',
      position: 'absolute',
      inset: 0,
      border: '3px solid transparent',
      borderRadius: 'inherit',
      pointerEvents: 'none',
      transitionProperty: 'border-color',
      transitionDuration: '120ms',
      '@media (prefers-reduced-motion: reduce)': { transitionDuration: '0s' },
      // With forced colours nothing is transparent, and no background separates the tiles.
      '@media (forced-colors: active)': { border: '1px solid CanvasText' },
    },
  },
  // Without video, the ring of a speaker is around the avatar.
  speaking: {
    '& .fui-Avatar': {
      outline: `3px solid ${tokens.colorBrandStroke1}`,
      outlineOffset: '3px',
      borderRadius: tokens.borderRadiusCircular,
    },
    ':has(video)::after': {
      border: `3px solid ${tokens.colorBrandStroke1}`,
      '@media (forced-colors: active)': { border: '4px solid Highlight' },
    },
  },
  // Fills the tile, and is the container from whose size the browser computes `avatarSize`.
  frame: {
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    containerType: 'size',
    // In a tile of little height the avatar moves up, so that it does not cover the name. Up to 64px, only the name has room.
    '@container (min-height: 65px) and (max-height: 128px)': { '& > *': { transform: 'translateY(-10px)' } },
    '@container (max-height: 64px)': { '& > *': { display: 'none' } },
  },
  avatar: {
    width: avatarSize,
    height: avatarSize,
    fontSize: `calc(${avatarSize} * 0.36)`,
    // A participant on hold is still there, but not live. `TileArea` sets the attribute.
    ':is([data-held] *)': { opacity: 0.5 },
  },
  name: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalS,
    bottom: tokens.spacingVerticalS,
    // The name ends before the corner in which the user's own tile may lie. `TileArea` sets the width of that tile.
    maxWidth: `calc(100% - 2 * ${tokens.spacingHorizontalS} - var(--own-tile-space, 0px))`,
    boxSizing: 'border-box',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase200,
  },
  text: oneLine,
  person: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    maxWidth: '100%',
  },
  stateText: { color: tokens.colorNeutralForeground3 },
  icon: { flexShrink: 0 },
  mutedIcon: { flexShrink: 0, color: tokens.colorStatusDangerForeground2 },
  action: { position: 'absolute', insetInlineEnd: tokens.spacingHorizontalS, top: tokens.spacingVerticalS },
});

interface TileProps {
  name: string;
  /** The name from which the avatar takes its initials and colour, if it is not `name`. */
  avatarName?: string;
  /** The accessible name; it contains `name`. */
  label: string;
  isMuted?: boolean;
  isSpeaking?: boolean;
  isNetworkWeak?: boolean;
  /** The participant's state in words, for example *On hold*; `null` while the participant is connected. */
  stateText?: string | null;
  className?: string;
  photo?: string | null;
  /** A button in the upper corner of the tile. Its CSS finds the tile by the attribute `data-tile`. */
  action?: ReactNode;
  /** The video. Without it, the tile shows the photo or the initials. */
  children?: ReactNode;
}

/** The tile of one participant: the video, the photo or the initials, and over their lower edge the name and the state. */
export function Tile({
  name,
  avatarName = name,
  label,
  isMuted = false,
  isSpeaking = false,
  isNetworkWeak = false,
  stateText = null,
  className,
  photo = null,
  action,
  children,
}: TileProps) {
  const { t } = useTranslation();
  const styles = useTileStyles();
  return (
    <div
      role="group"
      aria-label={label}
      data-tile
      className={mergeClasses(styles.tile, isSpeaking && styles.speaking, className)}
    >
      {children || (
        <div className={styles.frame}>
          <PersonAvatar name={avatarName} size={96} photo={photo} className={styles.avatar} />
        </div>
      )}
      <div className={styles.name}>
        <span className={styles.person}>
          {isMuted && <MicOff20Filled className={styles.mutedIcon} aria-label={t('call.muted')} />}
          {isNetworkWeak && <CellularWarning20Regular className={styles.icon} aria-label={t('call.weak')} />}
          <bdi className={styles.text} title={name}>
            {name}
          </bdi>
          {/* The icon comes after the name, so that the name keeps its place. */}
          {isSpeaking && <MicPulse20Filled className={styles.icon} aria-label={t('call.speaking')} />}
        </span>
        {stateText !== null && <span className={styles.stateText}>{stateText}</span>}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
