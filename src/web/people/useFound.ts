import { useEffect, useState } from 'react';
import { usePeople } from './PeopleProvider.tsx';
import type { Found } from './people.ts';

/**
 * Looks a raw id up in the directory.
 * @param rawId `null` to look up nothing
 * @returns `null` while there is no answer yet
 */
export function useFound(rawId: string | null): Found | null {
  const people = usePeople();
  const [answer, setAnswer] = useState<{ rawId: string; found: Found } | null>(null);
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
