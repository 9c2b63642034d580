import { useEffect, useState } from 'react';

/** @param find must be the same function at every rendering. @returns its answer; `null` if `key` is, and until `find` answers */
export function useAnswer<Answer>(find: (key: string) => Promise<Answer>, key: string | null): Answer | null {
  const [last, setLast] = useState<{ key: string; answer: Answer } | null>(null);
  useEffect(() => {
    if (key === null) return;
    let isCurrent = true;
    void find(key).then((answer) => isCurrent && setLast({ key, answer }));
    return () => {
      isCurrent = false;
    };
  }, [find, key]);
  return last?.key === key ? last.answer : null;
}
