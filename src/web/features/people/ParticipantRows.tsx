import { createFocusOutlineStyle, makeStyles, tokens } from '@fluentui/react-components';
import { HandRight16Regular } from '@fluentui/react-icons/svg/hand-right';
import { MicOff16Regular } from '@fluentui/react-icons/svg/mic-off';
import { Star16Filled } from '@fluentui/react-icons/svg/star';
import type { TFunction } from 'i18next';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeatureValue, useIsMuted, useParticipant, usePhone } from '../../calling/react.tsx';
import { type RowPlace, toRowAttributes } from '../../ui/VirtualList.tsx';
import { people } from './people.ts';
import { PersonMenuButton, type OpenMenu } from './PersonMenu.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
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
  /** The `t` of the component around the row. If each part of each row fetched `t` again, the list would open slower. */
  t: TFunction;
  place: RowPlace;
  rawId: string;
  name: string;
  /** The texts below the name, such as role and state. Empty texts are left out. */
  details: readonly string[];
  isMuted: boolean;
  children?: ReactNode;
}

function PersonRow({ t, place, rawId, name, details, isMuted, children }: PersonRowProps) {
  const styles = useStyles();
  // Graph has no photos of 32 pixels.
  const photo = usePhoto(rawId, 48);
  const hasRaisedHand = useFeatureValue(people, ({ raisedHandIds }) => raisedHandIds.includes(rawId));
  const isSpotlighted = useFeatureValue(people, ({ spotlightedIds }) => spotlightedIds.includes(rawId));
  const detailsText = details.filter(Boolean).join(' · ');
  return (
    <li {...toRowAttributes(place)} className={styles.row}>
      <PersonAvatar name={name} size={32} photo={photo} />
      <div className={styles.nameAndDetails}>
        <bdi className={styles.name}>{name}</bdi>
        {detailsText && <span className={styles.details}>{detailsText}</span>}
      </div>
      {isSpotlighted && <Star16Filled aria-label={t('people.spotlit')} />}
      {hasRaisedHand && <HandRight16Regular aria-label={t('people.handUp')} />}
      {isMuted && <MicOff16Regular aria-label={t('call.muted')} />}
      {children}
    </li>
  );
}

/** `RowPlace` is not one prop but four, because `memo` compares each prop by itself. */
interface OtherRowProps extends RowPlace {
  rawId: string;
  isMenuOpen: boolean;
  onOpenMenu: (menu: OpenMenu) => void;
}

/** The list entry of a participant other than the user. It does not render again when another participant changes. */
export const OtherRow = memo(function OtherRow({ rawId, isMenuOpen, onOpenMenu, ...place }: OtherRowProps) {
  const { t } = useTranslation();
  const participant = useParticipant(rawId);
  const name = usePersonName(rawId, participant?.displayName ?? null);
  if (!participant) return null;
  const { state, isMuted, role } = participant;
  // *Connected* is the usual state, so it is not shown.
  const details = [
    role === 'Unknown' ? '' : t(`people.roles.${role}`),
    state === 'Connected' ? '' : t(`people.states.${state}`),
  ];
  return (
    <PersonRow t={t} place={place} rawId={rawId} name={name} details={details} isMuted={isMuted}>
      <PersonMenuButton t={t} rawId={rawId} name={name} isOpen={isMenuOpen} onOpen={onOpenMenu} />
    </PersonRow>
  );
});

export const OwnRow = memo(function OwnRow(place: RowPlace) {
  const { t } = useTranslation();
  const { ownId } = usePhone();
  const ownRole = useFeatureValue(people, (state) => state.ownRole) ?? 'Unknown';
  const isMuted = useIsMuted();
  const name = usePersonName(ownId);
  const details = [t('call.you'), ownRole === 'Unknown' ? '' : t(`people.roles.${ownRole}`)];
  return <PersonRow t={t} place={place} rawId={ownId} name={name} details={details} isMuted={isMuted} />;
});
