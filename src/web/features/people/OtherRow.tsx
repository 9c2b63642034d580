import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeatureValue, useParticipant } from '../../calling/react.tsx';
import type { RowPlace } from '../../ui/VirtualList.tsx';
import { people } from './people.ts';
import { PersonMenuButton, type OpenMenu } from './PersonMenu.tsx';
import { PersonRow } from './PersonRow.tsx';

interface OtherRowProps extends RowPlace {
  rawId: string;
  /** Whether the menu of this participant is open. */
  isMenuOpen: boolean;
  onOpenMenu: (menu: OpenMenu) => void;
}

/** The list entry of a participant other than the user. It renders again only when this participant changes. */
export const OtherRow = memo(function OtherRow({ rawId, isMenuOpen, onOpenMenu, ...place }: OtherRowProps) {
  const { t } = useTranslation();
  const participant = useParticipant(rawId);
  const hasRaisedHand = useFeatureValue(people, ({ raisedHandIds }) => raisedHandIds.includes(rawId));
  const isSpotlighted = useFeatureValue(people, ({ spotlightedIds }) => spotlightedIds.includes(rawId));
  const name = usePersonName(rawId, participant?.displayName ?? null);
  if (!participant) return null;
  const { state, isMuted, role } = participant;
  // The list contains only participants in the call, so the state *Connected* is not shown.
  const roleAndState = [
    role === 'Unknown' ? '' : t(`people.roles.${role}`),
    state === 'Connected' ? '' : t(`people.states.${state}`),
  ];
  return (
    <PersonRow
      t={t}
      place={place}
      rawId={rawId}
      name={name}
      details={roleAndState.filter(Boolean).join(' · ')}
      isMuted={isMuted}
      hasRaisedHand={hasRaisedHand === true}
      isSpotlighted={isSpotlighted === true}
    >
      <PersonMenuButton t={t} rawId={rawId} name={name} isOpen={isMenuOpen} onOpen={onOpenMenu} />
    </PersonRow>
  );
});
