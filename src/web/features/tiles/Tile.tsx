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
    // A ring over the video, which would cover an outline. It is always there, so that speaking does not change the layout.
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
    // In a large meeting a tile may be lower than the photo, which must not cover the name.
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
  standing: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  icon: { flexShrink: 0 },
});

interface TileProps {
  name: string;
  /** The accessible name; it contains `name`. */
  label: string;
  isMuted?: boolean;
  isSpeaking?: boolean;
  /** Whether the participant's network is weak. */
  isWeak?: boolean;
  /** Why the user does not hear the participant: on hold, ringing, reconnecting. */
  standing?: string | null;
  className?: string;
  /** URL of the person's photo. */
  photo?: string | null;
  /** The video. Without it, the tile shows the photo or the initials. */
  children?: ReactNode;
}

/** The tile of one participant: video, photo or initials, and name and state. */
export function Tile({
  name,
  label,
  isMuted = false,
  isSpeaking = false,
  isWeak = false,
  standing = null,
  className,
  photo = null,
  children,
}: TileProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div
      role="group"
      aria-label={label}
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
        {standing !== null && <span className={styles.standing}>{standing}</span>}
      </div>
    </div>
  );
}
