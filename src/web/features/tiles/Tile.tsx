import { mergeClasses } from '@fluentui/react-components';
import { CellularWarning20Regular } from '@fluentui/react-icons/svg/cellular-warning';
import { MicOff20Filled } from '@fluentui/react-icons/svg/mic-off';
import { MicPulse20Filled } from '@fluentui/react-icons/svg/mic-pulse';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { useTileStyles } from './tileStyles.ts';

interface TileProps {
  name: string;
  /** The name from which the avatar takes its initials and colour, if it is not `name`. */
  avatarName?: string;
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
  avatarName = name,
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
          {isWeak && <CellularWarning20Regular className={styles.icon} aria-label={t('call.weak')} />}
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
