import { useEffect, useState } from 'react';
import { useConsent } from '../consent/ConsentProvider.tsx';
import { usePeople } from './PeopleProvider.tsx';
import type { Profile } from './profiles.ts';
import { objectIdOf } from './rawId.ts';

/**
 * Returns the profile of a colleague, if the user has consented to the feature `profile`.
 * @returns `unavailable` if the directory did not answer; `null` for a phone number, without consent, and until the
 * directory has answered
 */
export function useProfile(rawId: string): Profile | 'unavailable' | null {
  const { profiles } = usePeople();
  const { state } = useConsent('profile');
  const oid = state === 'granted' ? objectIdOf(rawId) : null;
  const [answer, setAnswer] = useState<{ oid: string; profile: Profile | 'unavailable' } | null>(null);
  useEffect(() => {
    if (oid === null) return;
    let isCurrent = true;
    void profiles.find(oid).then((profile) => {
      if (isCurrent) setAnswer({ oid, profile });
    });
    return () => {
      isCurrent = false;
    };
  }, [profiles, oid]);
  return answer !== null && answer.oid === oid ? answer.profile : null;
}
