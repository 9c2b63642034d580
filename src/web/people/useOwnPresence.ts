import { useTranslation } from 'react-i18next';
import { usePhone, usePhoneState } from '../calling/react.tsx';
import { usePresence, type ShownPresence } from './usePresence.ts';

/**
 * Returns the signed-in user's own presence. During a call it is *In a call*, also before Teams knows it, unless the
 * user wants not to be disturbed.
 * @returns `null` while the presence is not known
 */
export function useOwnPresence(): ShownPresence | null {
  const { t } = useTranslation();
  const { ownId } = usePhone();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  const presence = usePresence(ownId);
  if (!isInCall || presence?.status === 'do-not-disturb') return presence;
  return { presence: 'inACall', status: 'busy', words: t('person.presence.inACall') };
}
