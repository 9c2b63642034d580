import { useEffect, useState } from 'react';
import { usePeople } from './PeopleProvider.tsx';
import type { LookUpResult } from './people.ts';

/**
 * Looks a person up in the directory.
 * @param rawId the person's raw id; `null` if nothing is to be looked up
 * @returns the directory's answer; `null` until it has answered
 */
export function useLookUp(rawId: string | null): LookUpResult | null {
  const people = usePeople();
  const [answer, setAnswer] = useState<{ rawId: string; found: LookUpResult } | null>(null);
  useEffect(() => {
    if (rawId === null) return;
    let isCurrent = true;
    void people.find(rawId).then((found) => {
      if (isCurrent) setAnswer({ rawId, found });
    });
    return () => {
      isCurrent = false;
    };
  }, [people, rawId]);
  return answer?.rawId === rawId ? answer.found : null;
}
