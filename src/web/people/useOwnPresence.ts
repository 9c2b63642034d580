import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import { usePhone, usePhoneStateLater } from '../calling/react.tsx';
import { usePeople } from './PeopleProvider.tsx';
import { showPresence, usePresence, type ShownPresence } from './usePresence.ts';

/**
 * Returns the signed-in user's own presence. During a call it is *In a call*, also before Teams knows it, unless the
 * user wants not to be disturbed. A presence that the user has just chosen is shown before Teams answers.
 * @returns `null` while the presence is not known
 */
export function useOwnPresence(): ShownPresence | null {
  const { t } = useTranslation();
  const { ownId } = usePhone();
  const isInCall = usePhoneStateLater(({ calls }) => calls.length > 0);
  const pending = useReadable(usePeople().ownPresence.pending);
  const known = usePresence(ownId);
  const presence = pending ? showPresence(t, pending) : known;
  if (!isInCall || presence?.status === 'do-not-disturb') return presence;
  return showPresence(t, 'inACall');
}
