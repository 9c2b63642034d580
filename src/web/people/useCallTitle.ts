import { useTranslation } from 'react-i18next';
import { useOtherName } from './useOtherName.ts';
import { useCall, useSession } from '../calling/react.tsx';
import { isPresent } from '../calling/call/snapshot.ts';

/**
 * Returns the title of the call: the meeting's subject or *Teams meeting*, the other participant's name, or in a group call one
 * name and how many others take part.
 */
export function useCallTitle(): string {
  const { t } = useTranslation();
  const session = useSession();
  const { target } = session;
  const name = useOtherName(session);
  const isMeeting = useCall((call) => call.isMeeting);
  const otherCount = useCall(({ participants }) => participants.filter(isPresent).length - 1);
  if (target?.kind === 'meeting') return target.subject ?? t('person.meeting');
  // Nobody else is known, for example in an empty breakout room of a meeting, or because the SDK does not say who calls.
  if (name === '') return t(isMeeting ? 'person.meeting' : 'history.someone');
  return otherCount > 0 ? t('call.group', { name, count: otherCount }) : name;
}
