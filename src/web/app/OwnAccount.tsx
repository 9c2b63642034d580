import { MenuItem } from '@fluentui/react-components';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from '../auth/AccountMenu.tsx';
import { useSignedIn } from '../auth/SignInProvider.tsx';
import { canInstall, installApp } from '../base/installOffer.ts';
import { useReadable } from '../base/useReadable.ts';
import { OwnPhoto, OwnPresence, PresenceConsentDialog } from '../areas/own-presence/OwnPresence.tsx';
import type { PresenceChoice } from '../people/ownPresence.ts';
import { useOwnPresence } from '../people/usePresence.ts';

/** The account menu of a connected user, with the user's photo, the items that set the presence, and *Install*. */
export function OwnAccount(props: ComponentProps<typeof AccountMenu>) {
  const { t } = useTranslation();
  const user = useSignedIn();
  const isInstallable = useReadable(canInstall);
  const presence = useOwnPresence();
  const [waitingChoice, setWaitingChoice] = useState<PresenceChoice | null>(null);
  return (
    <>
      <AccountMenu
        {...props}
        photo={<OwnPhoto name={user?.name ?? ''} />}
        checkedValues={{ presence: presence ? [presence.presence] : [] }}
      >
        <OwnPresence onConsentNeeded={setWaitingChoice} />
        {isInstallable && <MenuItem onClick={() => void installApp()}>{t('account.install')}</MenuItem>}
      </AccountMenu>
      {waitingChoice && (
        <PresenceConsentDialog choice={waitingChoice} onClose={() => setWaitingChoice(null)} />
      )}
    </>
  );
}
