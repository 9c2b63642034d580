import { useAnswer } from '../base/useAnswer.ts';
import { useConsent } from '../consent/ConsentProvider.tsx';
import { usePeople } from './PeopleProvider.tsx';
import type { LookUpResult } from './people.ts';
import type { Profile } from './profiles.ts';
import { objectIdOf } from './rawId.ts';

/**
 * Looks a person up in the directory.
 * @param rawId the person's raw id; `null` if nothing is to be looked up
 * @returns the directory's answer; `null` until it has answered
 */
export const useLookUp = (rawId: string | null): LookUpResult | null => useAnswer(usePeople().find, rawId);

/**
 * Returns the profile of a colleague, if the user has consented to the feature `profile`.
 * @returns `unavailable` if the directory did not answer; `null` for a phone number, without consent, and until the
 * directory has answered
 */
export function useProfile(rawId: string): Profile | 'unavailable' | null {
  const { state } = useConsent('profile');
  return useAnswer(usePeople().profiles.find, state === 'granted' ? objectIdOf(rawId) : null);
}
