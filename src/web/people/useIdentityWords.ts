import { nameWork } from './people.ts';
import { toDisplayId } from './phoneNumbers.ts';
import { objectIdOf } from './rawId.ts';
import { useLookUp } from './useLookUp.ts';

/**
 * Says what tells apart two people with the same name: a colleague's work and sign-in name, or the phone number. Empty until the
 * directory has answered, and if the person has no other name than the number. Costs no request where the name is shown, because
 * both come from the same look-up.
 */
export function useIdentityWords(rawId: string, name: string): string {
  const person = useLookUp(objectIdOf(rawId) === null ? null : rawId);
  if (person !== null && typeof person !== 'string')
    return [nameWork(person), person.upn].filter(Boolean).join(' · ');
  const number = toDisplayId(rawId);
  return rawId.startsWith('4:+') && number !== name ? number : '';
}
