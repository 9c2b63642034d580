import { usePhone } from '../../calling/react.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { fail } from '../../errors/problem.ts';
import { usePeople } from '../../people/PeopleProvider.tsx';
import type { PresenceChoice } from '../../people/ownPresence.ts';

/**
 * Returns the function that sets the user's presence. Without the consent, *Do not disturb* applies in this app
 * only. A failure becomes a problem with *Try again*.
 * @param onConsentNeeded runs with the choice if the user has not consented yet
 */
export function useChoosePresence(onConsentNeeded: (choice: PresenceChoice) => void) {
  const phone = usePhone();
  const { ownPresence } = usePeople();
  const { state } = useConsent('presence');
  const send = async (choice: PresenceChoice) => {
    if (await ownPresence.choose(choice)) return;
    phone.reportProblem({ ...fail('presence-not-set').problem, retry: () => void send(choice) });
  };
  return (choice: PresenceChoice) => {
    if (state === 'granted') return void send(choice);
    phone.settings.set({ ...phone.settings.get(), doNotDisturb: choice === 'doNotDisturb' });
    onConsentNeeded(choice);
  };
}
