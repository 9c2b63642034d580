import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeatureValue } from '../../calling/react.tsx';
import type { ParticipantSnapshot } from '../../calling/call/snapshot.ts';
import type { RowPlace } from '../../ui/VirtualList.tsx';
import { people } from './people.ts';
import { PersonMenuButton, type OpenMenu } from './PersonMenu.tsx';
import { PersonRow } from './PersonRow.tsx';

interface OtherRowProps extends RowPlace {
  participant: ParticipantSnapshot;
  /** Whether the menu of this participant is open. */
  isMenuOpen: boolean;
  onOpenMenu: (menu: OpenMenu) => void;
}

/** The list entry of a participant other than the user. It renders again only when this participant changes. */
export const OtherRow = memo(function OtherRow({
  participant,
  isMenuOpen,
  onOpenMenu,
  ...place
}: OtherRowProps) {
  const { t } = useTranslation();
  const { id: rawId, state, isMuted, role } = participant;
  const hasRaisedHand = useFeatureValue(people, ({ raisedHandIds }) => raisedHandIds.includes(rawId));
  const isSpotlighted = useFeatureValue(people, ({ spotlightedIds }) => spotlightedIds.includes(rawId));
  const name = usePersonName(rawId, participant.displayName);
  // The list contains only participants in the call, so the state *Connected* is not shown.
  const roleAndState = [
    role === 'Unknown' ? '' : t(`people.roles.${role}`),
    state === 'Connected' ? '' : t(`people.states.${state}`),
  ];
  return (
    <PersonRow
      place={place}
      rawId={rawId}
      name={name}
      details={roleAndState.filter(Boolean).join(' · ')}
      isMuted={isMuted}
      hasRaisedHand={hasRaisedHand === true}
      isSpotlighted={isSpotlighted === true}
    >
      <PersonMenuButton rawId={rawId} name={name} isOpen={isMenuOpen} onOpen={onOpenMenu} />
    </PersonRow>
  );
});
