import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
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
    // Outlined rather than bordered, so that speaking changes no layout.
    outline: `2px solid transparent`,
    outlineOffset: '-2px',
  },
  speaking: { outlineColor: tokens.colorBrandStroke1 },
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
  icon: { flexShrink: 0 },
});

interface TileProps {
  name: string;
  /** The accessible name; it contains `name`. */
  label: string;
  isMuted?: boolean;
  isSpeaking?: boolean;
  className?: string;
  /** The picture; without one the initials show. */
  children?: ReactNode;
}

/** One person: their picture or initials, their name, and whether one can hear them. */
export function Tile({ name, label, isMuted = false, isSpeaking = false, className, children }: TileProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div
      role="group"
      aria-label={label}
      className={mergeClasses(styles.tile, isSpeaking && styles.speaking, className)}
    >
      {children ?? <PersonAvatar name={name} size={96} />}
      <div className={styles.name}>
        {isMuted && <MicOff20Regular className={styles.icon} aria-label={t('call.muted')} />}
        <bdi className={styles.text}>{name}</bdi>
      </div>
    </div>
  );
}
