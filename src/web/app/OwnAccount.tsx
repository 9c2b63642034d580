import { useState, type ComponentProps } from 'react';
import { AccountMenu } from '../auth/AccountMenu.tsx';
import { useSignedIn } from '../auth/SignInProvider.tsx';
import { OwnPhoto } from '../areas/own-presence/OwnPhoto.tsx';
import { OwnPresence } from '../areas/own-presence/OwnPresence.tsx';
import { PresenceConsentDialog } from '../areas/own-presence/PresenceConsentDialog.tsx';
import type { PresenceChoice } from '../people/ownPresence.ts';
import { useOwnPresence } from '../people/useOwnPresence.ts';

/** The account menu of a connected user: with the user's photo, and the items that set the presence. */
export function OwnAccount(props: ComponentProps<typeof AccountMenu>) {
  const user = useSignedIn();
  const presence = useOwnPresence();
  /** The choice for which the user must consent first. */
  const [waitingChoice, setWaitingChoice] = useState<PresenceChoice | null>(null);
  return (
    <>
      <AccountMenu
        {...props}
        photo={<OwnPhoto name={user?.name ?? ''} />}
        checkedValues={{ presence: presence ? [presence.presence] : [] }}
      >
        <OwnPresence onConsentNeeded={setWaitingChoice} />
      </AccountMenu>
      {waitingChoice && (
        <PresenceConsentDialog choice={waitingChoice} onClose={() => setWaitingChoice(null)} />
      )}
    </>
  );
}
