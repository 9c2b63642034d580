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
  nameAndDetails: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  details: { color: tokens.colorNeutralForeground3 },
});

interface PersonRowProps {
  rawId: string;
  name: string;
  /** Call role and state, in words. */
  details: string;
  isMuted: boolean;
  hasRaisedHand: boolean;
  isSpotlighted: boolean;
  /** The menu of actions on this participant. */
  children?: ReactNode;
}

/** The list entry of one participant. */
export function PersonRow({
  rawId,
  name,
  details,
  isMuted,
  hasRaisedHand,
  isSpotlighted,
  children,
}: PersonRowProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const photo = usePhoto(rawId, 48);
  return (
    <li className={styles.row}>
      <PersonAvatar name={name} size={32} photo={photo} />
      <div className={styles.nameAndDetails}>
        <bdi className={styles.name}>{name}</bdi>
        {details && <Caption1 className={styles.details}>{details}</Caption1>}
      </div>
      {isSpotlighted && <Star16Filled aria-label={t('people.spotlit')} />}
      {hasRaisedHand && <HandRight16Regular aria-label={t('people.handUp')} />}
      {isMuted && <MicOff16Regular aria-label={t('call.muted')} />}
      {children}
    </li>
  );
}
