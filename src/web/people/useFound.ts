import { useEffect, useState } from 'react';
import { usePeople } from './PeopleProvider.tsx';
import type { Found } from './people.ts';

/** What the directory says of a raw id. @param rawId `null` when there is none to ask about */
export function useFound(rawId: string | null): Found | null {
  const people = usePeople();
  const [answer, setAnswer] = useState<{ rawId: string; found: Found } | null>(null);
  useEffect(() => {
    if (rawId === null) return;
    let current = true;
    void people.find(rawId).then((found) => {
      if (current) setAnswer({ rawId, found });
    });
    return () => {
      current = false;
    };
  }, [people, rawId]);
  return answer?.rawId === rawId ? answer.found : null;
}
