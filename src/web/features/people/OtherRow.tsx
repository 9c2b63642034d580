import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import type { ParticipantSnapshot } from '../../calling/call/snapshot.ts';
import { people } from './people.ts';
import { PersonMenu } from './PersonMenu.tsx';
import { PersonRow } from './PersonRow.tsx';

/** The list entry of another participant. */
export function OtherRow({ participant }: { participant: ParticipantSnapshot }) {
  const { t } = useTranslation();
  const { state: managing } = useFeature(people);
  const { id, state, isMuted, role } = participant;
  const name = usePersonName(id, participant.displayName);
  // The list contains only participants in the call, so the state *Connected* is not shown.
  const about = [
    role === 'Unknown' ? '' : t(`people.roles.${role}`),
    state === 'Connected' ? '' : t(`people.states.${state}`),
  ];
  return (
    <PersonRow
      id={id}
      name={name}
      about={about.filter(Boolean).join(' · ')}
      isMuted={isMuted}
      hasHandUp={managing.raised.includes(id)}
      isSpotlit={managing.spotlit.includes(id)}
    >
      <PersonMenu id={id} name={name} isMuted={isMuted} />
    </PersonRow>
  );
}
