import { createFocusOutlineStyle, makeStyles, tokens } from '@fluentui/react-components';
import { HandRight16Regular } from '@fluentui/react-icons/svg/hand-right';
import { MicOff16Regular } from '@fluentui/react-icons/svg/mic-off';
import { Star16Filled } from '@fluentui/react-icons/svg/star';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { usePhoto } from '../../people/usePhoto.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { toRowAttributes, type RowPlace } from '../../ui/VirtualList.tsx';
import { oneLine } from '../../ui/oneLine.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    ...createFocusOutlineStyle(),
  },
  nameAndDetails: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  name: oneLine,
  details: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

interface PersonRowProps {
  /** The `t` of the component around the row. Fetching it again in each part of each row makes the list open slower. */
  t: TFunction;
  place: RowPlace;
  rawId: string;
  name: string;
  /** Call role and state, in words. */
  details: string;
  isMuted: boolean;
  hasRaisedHand: boolean;
  isSpotlighted: boolean;
  /** The button that opens the menu of actions on this participant. */
  children?: ReactNode;
}

/** The list entry of one participant. */
export function PersonRow({
  t,
  place,
  rawId,
  name,
  details,
  isMuted,
  hasRaisedHand,
  isSpotlighted,
  children,
}: PersonRowProps) {
  const styles = useStyles();
  const photo = usePhoto(rawId, 48);
  return (
    <li {...toRowAttributes(place)} className={styles.row}>
      <PersonAvatar name={name} size={32} photo={photo} />
      <div className={styles.nameAndDetails}>
        <bdi className={styles.name}>{name}</bdi>
        {details && <span className={styles.details}>{details}</span>}
      </div>
      {isSpotlighted && <Star16Filled aria-label={t('people.spotlit')} />}
      {hasRaisedHand && <HandRight16Regular aria-label={t('people.handUp')} />}
      {isMuted && <MicOff16Regular aria-label={t('call.muted')} />}
      {children}
    </li>
  );
}
