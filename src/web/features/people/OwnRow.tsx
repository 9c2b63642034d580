import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import type { RowPlace } from '../../ui/VirtualList.tsx';
import { people } from './people.ts';
import { PersonRow } from './PersonRow.tsx';

/** The list entry of the user. */
export function OwnRow(place: RowPlace) {
  const { t } = useTranslation();
  const { state } = useFeature(people);
  const name = usePersonName(state.ownId);
  const role = state.ownRole === 'Unknown' ? '' : t(`people.roles.${state.ownRole}`);
  return (
    <PersonRow
      place={place}
      rawId={state.ownId}
      name={name}
      details={[t('call.you'), role].filter(Boolean).join(' · ')}
      isMuted={state.isMuted}
      hasRaisedHand={state.raisedHandIds.includes(state.ownId)}
      isSpotlighted={state.spotlightedIds.includes(state.ownId)}
    />
  );
}
