import { useAnswer } from '../base/useAnswer.ts';
import { useConsent } from '../consent/ConsentProvider.tsx';
import { usePeople } from './PeopleProvider.tsx';
import type { LookUpResult } from './people.ts';
import type { Profile } from './profiles.ts';
import { objectIdOf } from './rawId.ts';

/** Returns the directory's answer about a person; `null` until it has answered. */
export const useLookUp = (rawId: string | null): LookUpResult | null => useAnswer(usePeople().find, rawId);

/** Returns a colleague's profile; `null` for a phone number, without the consent, and until the directory has answered. */
export function useProfile(rawId: string): Profile | 'unavailable' | null {
  const { state } = useConsent('profile');
  return useAnswer(usePeople().profiles.find, state === 'granted' ? objectIdOf(rawId) : null);
}
