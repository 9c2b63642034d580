import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { HandRight16Regular } from '@fluentui/react-icons/svg/hand-right';
import { MicOff16Regular } from '@fluentui/react-icons/svg/mic-off';
import { Star16Filled } from '@fluentui/react-icons/svg/star';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { usePhoto } from '../../people/usePhoto.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    minHeight: '40px',
  },
  who: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  about: { color: tokens.colorNeutralForeground3 },
});

interface PersonRowProps {
  /** Raw id. */
  id: string;
  name: string;
  /** Call role and state, in words. */
  about: string;
  isMuted: boolean;
  hasHandUp: boolean;
  isSpotlit: boolean;
  /** The menu of actions on this participant. */
  children?: ReactNode;
}

/** One participant in the list, with state and menu. */
export function PersonRow({ id, name, about, isMuted, hasHandUp, isSpotlit, children }: PersonRowProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const photo = usePhoto(id, 48);
  return (
    <li className={styles.row}>
      <PersonAvatar name={name} size={32} photo={photo} />
      <div className={styles.who}>
        <bdi className={styles.name}>{name}</bdi>
        {about && <Caption1 className={styles.about}>{about}</Caption1>}
      </div>
      {isSpotlit && <Star16Filled aria-label={t('people.spotlit')} />}
      {hasHandUp && <HandRight16Regular aria-label={t('people.handUp')} />}
      {isMuted && <MicOff16Regular aria-label={t('call.muted')} />}
      {children}
    </li>
  );
}
