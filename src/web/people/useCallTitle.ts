import { useTranslation } from 'react-i18next';
import { usePersonName } from './PeopleProvider.tsx';
import { useCall, useSession } from '../calling/react.tsx';
import { isPresent } from '../calling/call/snapshot.ts';

/** The title of the surrounding call: *Meeting*, the name of the other person, or one name and the number of the others. */
export function useCallTitle(): string {
  const { t } = useTranslation();
  const { target } = useSession();
  const person = usePersonName(useCall(({ other }) => other));
  const otherCount = useCall(({ participants }) => participants.filter(isPresent).length - 1);
  if (target?.kind === 'meeting' || person === '') return t('person.meeting');
  return otherCount > 0 ? t('call.group', { name: person, count: otherCount }) : person;
}
