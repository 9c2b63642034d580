import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { people } from './people.ts';
import { PersonRow } from './PersonRow.tsx';

/** The list entry of the user. */
export function OwnRow() {
  const { t } = useTranslation();
  const { state } = useFeature(people);
  const name = usePersonName(state.ownId);
  const role = state.ownRole === 'Unknown' ? '' : t(`people.roles.${state.ownRole}`);
  return (
    <PersonRow
      id={state.ownId}
      name={name}
      about={[t('call.you'), role].filter(Boolean).join(' · ')}
      isMuted={state.isMuted}
      hasHandUp={state.raised.includes(state.ownId)}
      isSpotlit={state.spotlit.includes(state.ownId)}
    />
  );
}
