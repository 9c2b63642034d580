import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CellularWarning20Regular } from '@fluentui/react-icons/svg/cellular-warning';
import { MicOff20Regular } from '@fluentui/react-icons/svg/mic-off';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';

const useStyles = makeStyles({
  tile: {
    position: 'relative',
    display: 'grid',
    placeItems: 'center',
    minWidth: 0,
    minHeight: 0,
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground4,
    // A ring that lies over the video, because the video would cover an outline. The ring is always there, so that the layout
    // does not change when the participant speaks.
    '::after': {
      content: '""',
      position: 'absolute',
      inset: 0,
      border: '2px solid transparent',
      borderRadius: 'inherit',
      pointerEvents: 'none',
      // With forced colours nothing is transparent, and no background separates the tiles.
      '@media (forced-colors: active)': { border: '1px solid CanvasText' },
    },
  },
  portrait: {
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    // In a large meeting a tile may be lower than the photo. The photo then shrinks and moves up, so that it does not cover the
    // name.
    containerType: 'size',
    '@container (max-height: 160px)': { '& > *': { transform: 'translateY(-10px) scale(0.5)' } },
    '@container (max-height: 96px)': { '& > *': { transform: 'translateY(-24px) scale(0.35)' } },
  },
  speaking: {
    '::after': {
      border: `3px solid ${tokens.colorBrandStroke1}`,
      '@media (forced-colors: active)': { border: '4px solid Highlight' },
    },
  },
  name: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalS,
    bottom: tokens.spacingVerticalS,
    maxWidth: `calc(100% - 2 * ${tokens.spacingHorizontalS})`,
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase200,
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  stateText: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  icon: { flexShrink: 0 },
  action: { position: 'absolute', insetInlineEnd: tokens.spacingHorizontalS, top: tokens.spacingVerticalS },
});

interface TileProps {
  name: string;
  /** The accessible name; it contains `name`. */
  label: string;
  isMuted?: boolean;
  isSpeaking?: boolean;
  /** Whether the participant has a weak network. */
  isWeak?: boolean;
  /** The participant's state in words, for example *On hold*; `null` while the participant is connected. */
  stateText?: string | null;
  className?: string;
  /** URL of the person's photo. */
  photo?: string | null;
  /** A button in the upper corner of the tile. It reacts to the attribute `data-tile` of the tile under the pointer. */
  action?: ReactNode;
  /** The video. Without it, the tile shows the photo or the initials. */
  children?: ReactNode;
}

/** The tile of one participant. It shows the video, the photo or the initials, and below them the name and the state. */
export function Tile({
  name,
  label,
  isMuted = false,
  isSpeaking = false,
  isWeak = false,
  stateText = null,
  className,
  photo = null,
  action,
  children,
}: TileProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div
      role="group"
      aria-label={label}
      data-tile
      className={mergeClasses(styles.tile, isSpeaking && styles.speaking, className)}
    >
      {children ?? (
        <div className={styles.portrait}>
          <PersonAvatar name={name} size={96} photo={photo} />
        </div>
      )}
      <div className={styles.name}>
        {isMuted && <MicOff20Regular className={styles.icon} aria-label={t('call.muted')} />}
        {isWeak && <CellularWarning20Regular className={styles.icon} aria-label={t('call.weak')} />}
        <bdi className={styles.text}>{name}</bdi>
        {stateText !== null && <span className={styles.stateText}>{stateText}</span>}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
