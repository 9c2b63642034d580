import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import type { PresenceChoice } from '../../people/ownPresence.ts';
import { useChoosePresence } from './OwnPresence.tsx';

/** Asks for the consent to set the user's presence, when the user chooses one for the first time. */
export function PresenceConsentDialog({ choice, onClose }: { choice: PresenceChoice; onClose: () => void }) {
  const { t } = useTranslation();
  const { state } = useConsent('presence');
  const choose = useChoosePresence(() => undefined);
  useEffect(() => {
    if (state !== 'granted') return;
    choose(choice);
    onClose();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- The choice is sent once, when the state changes.
  }, [state]);
  return (
    <ModalDialog title={t('ownPresence.title')} closeLabel={t('ownPresence.close')} onClose={onClose}>
      {choice === 'doNotDisturb' && <p>{t('ownPresence.localOnly')}</p>}
      <ConsentPrompt feature="presence" />
    </ModalDialog>
  );
}
