import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import type { ParticipantSnapshot } from '../../calling/call/snapshot.ts';
import { people } from './people.ts';
import { PersonMenu } from './PersonMenu.tsx';
import { PersonRow } from './PersonRow.tsx';

/** The list entry of a participant other than the user. */
export function OtherRow({ participant }: { participant: ParticipantSnapshot }) {
  const { t } = useTranslation();
  const { state: peopleState } = useFeature(people);
  const { id: rawId, state, isMuted, role } = participant;
  const name = usePersonName(rawId, participant.displayName);
  // The list contains only participants in the call, so the state *Connected* is not shown.
  const roleAndState = [
    role === 'Unknown' ? '' : t(`people.roles.${role}`),
    state === 'Connected' ? '' : t(`people.states.${state}`),
  ];
  return (
    <PersonRow
      rawId={rawId}
      name={name}
      details={roleAndState.filter(Boolean).join(' · ')}
      isMuted={isMuted}
      hasRaisedHand={peopleState.raisedHandIds.includes(rawId)}
      isSpotlighted={peopleState.spotlightedIds.includes(rawId)}
    >
      <PersonMenu rawId={rawId} name={name} isMuted={isMuted} />
    </PersonRow>
  );
}
