import { useEffect, useState } from 'react';
import { usePeople } from '../people/PeopleProvider.tsx';
import type { Matches } from '../people/people.ts';

/** Milliseconds from the last key press to the request. */
const typingPauseMs = 150;
/** Milliseconds until a directory that was busy is asked again. */
const retryAfterMs = 2_000;

/**
 * Searches the directory while the user types. It sends the request once the user pauses, and ignores the answer if the text
 * has changed since.
 * @param text `null` to search for nothing
 * @returns `null` while there is no answer yet
 */
export function useSearch(text: string | null): Matches | null {
  const people = usePeople();
  const [answer, setAnswer] = useState<{ text: string; matches: Matches } | null>(null);
  useEffect(() => {
    if (text === null) return;
    const stop = new AbortController();
    const ask = () =>
      void people.search(text, stop.signal).then((matches) => {
        if (stop.signal.aborted) return;
        setAnswer({ text, matches });
        if (matches === 'busy') timer = setTimeout(ask, retryAfterMs);
      });
    let timer = setTimeout(ask, typingPauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [people, text]);
  return answer?.text === text ? answer.matches : null;
}
