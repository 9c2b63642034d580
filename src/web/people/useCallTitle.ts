import { useTranslation } from 'react-i18next';
import { usePersonName } from './PeopleProvider.tsx';
import { useCall, useSession } from '../calling/react.tsx';
import { isPresent } from '../calling/call/snapshot.ts';

/** What to call the surrounding call: the meeting, the person on the other side, or one of them and how many more. */
export function useCallTitle(): string {
  const { t } = useTranslation();
  const { target } = useSession();
  const person = usePersonName(useCall(({ other }) => other));
  const more = useCall(({ participants }) => participants.filter(isPresent).length - 1);
  if (target?.kind === 'meeting' || person === '') return t('person.meeting');
  return more > 0 ? t('call.group', { name: person, count: more }) : person;
}
