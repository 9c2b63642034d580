import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';

/**
 * Asks for names and presence in one question. Names alone can be allowed, too; then the presence has a question of its own.
 */
export function PeopleConsent() {
  const { state } = useConsent('people');
  return state === 'granted' ? (
    <ConsentPrompt feature="othersPresence" />
  ) : (
    <ConsentPrompt feature="people" others={['othersPresence']} />
  );
}
