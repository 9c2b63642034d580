import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeatureValue } from '../../calling/react.tsx';
import type { RowPlace } from '../../ui/VirtualList.tsx';
import { people } from './people.ts';
import { PersonRow } from './PersonRow.tsx';

/** The list entry of the user. */
export const OwnRow = memo(function OwnRow(place: RowPlace) {
  const { t } = useTranslation();
  const ownId = useFeatureValue(people, (state) => state.ownId) ?? null;
  const ownRole = useFeatureValue(people, (state) => state.ownRole) ?? 'Unknown';
  const isMuted = useFeatureValue(people, (state) => state.isMuted) ?? false;
  const hasRaisedHand = useFeatureValue(people, (state) => state.raisedHandIds.includes(state.ownId));
  const isSpotlighted = useFeatureValue(people, (state) => state.spotlightedIds.includes(state.ownId));
  const name = usePersonName(ownId);
  const role = ownRole === 'Unknown' ? '' : t(`people.roles.${ownRole}`);
  if (ownId === null) return null;
  return (
    <PersonRow
      t={t}
      place={place}
      rawId={ownId}
      name={name}
      details={[t('call.you'), role].filter(Boolean).join(' · ')}
      isMuted={isMuted}
      hasRaisedHand={hasRaisedHand === true}
      isSpotlighted={isSpotlighted === true}
    />
  );
});
