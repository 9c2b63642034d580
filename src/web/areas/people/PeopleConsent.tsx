import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';

/**
 * Asks for names and presence in one question. If only names are allowed, asks for the presence in a question of its own.
 */
export function PeopleConsent() {
  const { state } = useConsent('people');
  return state === 'granted' ? (
    <ConsentPrompt feature="othersPresence" />
  ) : (
    <ConsentPrompt feature="people" others={['othersPresence']} />
  );
}
